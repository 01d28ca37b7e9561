package rollcall.alerts.delivery;

import java.time.Duration;
import rollcall.alerts.life.Moment;

/** How many notices may still go: so many an hour, by the clock that only goes on, and a sixth of them at once. */
final class Bucket {
    private static final double AT_ONCE = 6;
    private static final double HOUR = Duration.ofHours(1).toNanos();

    private double left;
    private long filledAt;
    private boolean begun;

    /** How many may go now; without a limit always some. */
    double left(int hourly, Moment now) {
        if (hourly == 0) {
            return Double.MAX_VALUE;
        }
        double most = Math.max(1, hourly / AT_ONCE);
        double more = begun ? (now.nanos() - filledAt) / HOUR * hourly : most;
        left = Math.min(most, left + more);
        filledAt = now.nanos();
        begun = true;
        return left;
    }

    void take() {
        left--;
    }
}
