package rollcall.alerts.life;

import java.time.Duration;
import java.time.Instant;

/**
 * Now, by both clocks: the one people read, which may step, and the one that only goes on.
 *
 * @param wall for showing and storing
 * @param nanos for measuring, as {@link System#nanoTime}
 */
public record Moment(Instant wall, long nanos) {
    public static Moment now() {
        return new Moment(Instant.now(), System.nanoTime());
    }

    /** The reading of the second clock a while from here. */
    public long in(Duration period) {
        return nanos + period.toNanos();
    }

    public boolean reached(long point) {
        return nanos - point >= 0;
    }
}
