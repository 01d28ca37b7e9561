package rollcall.shutdown.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result.Status;

/**
 * What one check says.
 *
 * @param advice what the reader must do, a sentence; never empty
 * @param age since it was said, by the monotonic clock
 * @param took how long it took to say
 */
public record Finding(
        String name, List<String> tags, Status status, String message, String advice, Duration age, Duration took) {
    public Finding {
        tags = List.copyOf(tags);
    }

    static String name(Map<String, Object> properties) {
        return String.valueOf(properties.getOrDefault(HealthCheck.NAME, "nameless"))
                .replaceAll("[^A-Za-z0-9._-]", "-");
    }

    /** Of a service's properties, where one tag may stand alone. */
    static List<String> tags(Map<String, Object> properties) {
        Object tags = properties.get(HealthCheck.TAGS);
        if (tags instanceof String[] many) {
            return List.of(many);
        }
        return tags == null ? List.of() : List.of(String.valueOf(tags));
    }

    /** What to do in a state if the check itself says nothing of it in its property {@code rollcall.do}. */
    static String advice(Status status, Map<String, Object> properties) {
        String own = String.valueOf(properties.getOrDefault("rollcall.do", ""));
        return switch (status) {
            case OK -> "Nothing is to be done.";
            case TEMPORARILY_UNAVAILABLE -> "Wait a minute and look again; restart the terminal if it stays so.";
            case WARN -> own.isEmpty() ? "It works; look after it this week." : own;
            case CRITICAL -> own.isEmpty() ? "Call who looks after the terminal now." : own;
            case HEALTH_CHECK_ERROR -> "The check itself is broken: report it with the lines of data/logs.";
        };
    }
}
