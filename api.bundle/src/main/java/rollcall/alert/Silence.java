package rollcall.alert;

import java.time.Instant;

/**
 * Somebody's wish not to hear of something for some time.
 *
 * @param source of one source, or {@code *} for all
 */
public record Silence(String type, String source, Instant until, String who, String reason) {
    public Silence {
        AlertType.checkName(type);
        if (!source.equals("*")) {
            Condition.word("source", source);
        }
        Condition.word("owner of a silence", who);
        Condition.word("reason of a silence", reason);
    }

    public boolean covers(Alert alert) {
        return type.equals(alert.type()) && (source.equals("*") || source.equals(alert.source()));
    }
}
