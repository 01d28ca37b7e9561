package rollcall.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;

/** Finds the port of the page before Felix starts, so that a taken one is said in one line and not in a stack trace. */
final class Port {
    static final int DEFAULT = 8080;

    private Port() {}

    /**
     * The port to use: the wanted one, else that of the configuration, else {@value #DEFAULT}.
     *
     * @param wanted 1 to 65535, or 0 for any free one
     */
    static int choose(Home home, Optional<Integer> wanted) throws LauncherException {
        int port = wanted.or(() -> configured(home.config()))
                .or(() -> configured(home.root().resolve("data/config.last-good.json")))
                .orElse(DEFAULT);
        if (port < 0 || port > 65_535) {
            throw new LauncherException(ExitCode.USAGE, "port " + port + ": allowed are 1 to 65535, or 0 for any");
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.PORT_TAKEN,
                    "port " + port + " cannot be used (" + Reason.of(e) + "); choose another with --port",
                    e);
        }
    }

    /** {@code admin_dashboard.port} of a configuration file; a file that cannot be read is the config bundle's matter. */
    private static Optional<Integer> configured(Path file) {
        try (JsonParser json = new JsonFactory().createParser(Files.readAllBytes(file))) {
            boolean inSection = false;
            int depth = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT && ++depth == 2) {
                    inSection = "admin_dashboard".equals(json.currentName());
                } else if (token == JsonToken.END_OBJECT) {
                    depth--;
                } else if (token == JsonToken.VALUE_NUMBER_INT
                        && inSection
                        && depth == 2
                        && "port".equals(json.currentName())) {
                    return Optional.of(json.getIntValue());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
