package rollcall.alerts.channel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import rollcall.alert.Alert;
import rollcall.alert.AlertChannel;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

/** One line per alert in {@code alerts.log}, as the predecessor writes it, and in the terminal's own log. */
final class LogChannel implements AlertChannel {
    private static final System.Logger LOG = System.getLogger("rollcall.alerts");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Path file;

    LogChannel(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public Severity least() {
        return Severity.INFO;
    }

    @Override
    public boolean isQuietAtNight() {
        return false;
    }

    @Override
    public int mostAnHour() {
        return 0;
    }

    @Override
    public Grouping grouping() {
        return Grouping.LIST;
    }

    @Override
    public Delivery deliver(Notice notice) {
        StringBuilder lines = new StringBuilder();
        for (Alert alert : notice.alerts()) {
            String message = PlainText.line(notice, alert);
            String line = "ALERT [" + alert.type().toLowerCase(Locale.ROOT) + "] " + message;
            lines.append(TIME.format(notice.at()))
                    .append(" - ")
                    .append(alert.severity())
                    .append(" - ")
                    .append(line)
                    .append('\n');
            LOG.log(level(alert.severity()), "{0}", line);
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return Delivery.delivered("written");
        } catch (IOException e) {
            return Delivery.retry(
                    "cannot write " + file.getFileName() + ": " + e.getClass().getSimpleName());
        }
    }

    private static System.Logger.Level level(Severity severity) {
        return switch (severity) {
            case INFO -> System.Logger.Level.INFO;
            case WARNING -> System.Logger.Level.WARNING;
            case ERROR, CRITICAL -> System.Logger.Level.ERROR;
        };
    }
}
