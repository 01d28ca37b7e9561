package rollcall.alerts.life;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import rollcall.alert.AlertType;
import rollcall.alert.Condition;
import rollcall.alert.Severity;

/** A clock that only tests move, and rules with round numbers. */
public final class Times {
    public static final Rules RULES = new Rules(
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofHours(4),
            4,
            Duration.ofMinutes(30),
            Duration.ofMinutes(15),
            Map.of("CAMERA_FAILURE", Set.of("UNDERVOLTAGE")));

    private Instant wall = Instant.parse("2026-11-24T12:00:00Z");
    private long nanos = Long.MAX_VALUE - 5;

    public Moment now() {
        return new Moment(wall, nanos);
    }

    public void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }

    /** Somebody sets the clock. */
    public void step(Duration by) {
        wall = wall.plus(by);
    }

    public static Supplier<UUID> ids() {
        AtomicLong next = new AtomicLong();
        return () -> new UUID(0, next.incrementAndGet());
    }

    public static Condition condition(String type, String source, Severity severity) {
        return Condition.of(new AlertType(type, type + " happened", java.util.List.of("Look")), source, severity);
    }
}
