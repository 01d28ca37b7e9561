package rollcall.store.clock;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * A reading of both clocks at once.
 *
 * @param wallMillis the wall clock, in milliseconds since 1970
 * @param monotonicMillis the clock that nobody sets, in milliseconds since some time before
 */
record Moment(long wallMillis, long monotonicMillis) {
    /** More than two readings in a row can differ by. */
    private static final long APART_NANOS = 100_000_000L;

    private static final int ATTEMPTS = 5;
    private static final long NANOS = 1_000_000L;

    /** Reads both; a pause of the machine between the two must not look like a step. */
    static Moment now(Clock wall, LongSupplier nanoTime) {
        for (int attempt = 1; ; attempt++) {
            long before = nanoTime.getAsLong();
            long millis = wall.millis();
            if (nanoTime.getAsLong() - before <= APART_NANOS || attempt == ATTEMPTS) {
                return new Moment(millis, before / NANOS);
            }
        }
    }

    /** How far the clocks are apart; changes only when the wall clock steps, for both are slewed alike. */
    long offset() {
        return wallMillis - monotonicMillis;
    }
}
