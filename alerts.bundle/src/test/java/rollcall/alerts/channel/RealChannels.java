package rollcall.alerts.channel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import rollcall.alert.AlertChannel;

/** Channels as a terminal has them, for tests and measurements of others. */
public final class RealChannels {
    private RealChannels() {}

    public static AlertChannel log(Path file) {
        return new LogChannel(file);
    }

    public static AlertChannel file(Path file) throws IOException {
        return new FileChannel(file);
    }

    /** A webhook on this machine. */
    public static AlertChannel webhook(String address) {
        return new WebhookChannel(Target.of("webhook.url", address, true), "", "", Clock.systemUTC());
    }
}
