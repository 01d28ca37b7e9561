package rollcall.launcher;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rollcall.launcher.update.Order;

/** The options of commands that change what runs. */
final class OrderOption {
    @Option(
            names = "--probation",
            paramLabel = "MINUTES",
            description = "How long it is watched before it is kept; 0 keeps it as soon as it runs.")
    private @Nullable Long minutes;

    @Option(
            names = "--now",
            description = "Wait neither for a quiet moment nor for the end of the probation of the update before.")
    private boolean now;

    /** As the admin door understands it. */
    String query(Duration usualProbation) throws LauncherException {
        try {
            Duration probation = minutes == null ? usualProbation : Duration.ofMinutes(minutes);
            Order order = new Order("push", "", probation, now);
            return "probation=" + order.probation().toSeconds() + "&now=" + order.now() + "&who="
                    + java.net.URLEncoder.encode(
                            System.getProperty("user.name", ""), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new LauncherException(ExitCode.USAGE, "--probation: " + e.getMessage(), e);
        }
    }
}
