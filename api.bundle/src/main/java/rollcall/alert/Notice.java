package rollcall.alert;

import java.time.Instant;
import java.util.List;

/**
 * What a channel is given to tell: an event in the life of an alert, or several in one.
 *
 * @param key the idempotency key: the same for every try of the same event on the same channel
 * @param alerts one; more than one in a {@link Kind#SUMMARY}
 * @param at when the event happened
 * @param link where the steps are explained
 */
public record Notice(String key, Kind kind, List<Alert> alerts, Instant at, String link) {
    /** What happened. */
    public enum Kind {
        FIRING,
        ACKNOWLEDGED,
        RESOLVED,
        /** Several events in one: after quiet hours, an outage or a storm. */
        SUMMARY,
        /** Nothing happened; somebody tries the channel. */
        TEST
    }

    public Notice {
        alerts = List.copyOf(alerts);
        if (alerts.isEmpty()) {
            throw new IllegalArgumentException("a notice tells of at least one alert");
        }
    }

    /** The alert, of a summary the worst. */
    public Alert alert() {
        Alert worst = alerts.get(0);
        for (Alert other : alerts) {
            worst = other.severity().compareTo(worst.severity()) > 0 ? other : worst;
        }
        return worst;
    }

    /** One line for people that says what happened. */
    public String text() {
        return switch (kind) {
            case FIRING -> alert().message();
            case ACKNOWLEDGED -> "Acknowledged by " + alert().acknowledgedBy() + ": " + alert().message();
            case RESOLVED -> "Resolved: " + alert().message();
            case SUMMARY -> alerts.size() + " alerts, the worst: " + alert().message();
            case TEST -> "TEST: " + alert().message();
        };
    }
}
