package rollcall.sync.drain;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A circuit breaker with the predecessor's numbers: opens after 5 failures in a row, lets one try through 60 s after the last
 * of them, closes after 2 successes. Of one thread; {@link #state} may be asked from any.
 */
final class Breaker {
    /** What it lets through: everything, nothing, one try. */
    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    private static final int FAILURES = 5;
    private static final int SUCCESSES = 2;
    private static final Duration PAUSE = Duration.ofSeconds(60);

    private final LongSupplier nanos;
    private volatile State state = State.CLOSED;
    private int failures;
    private int successes;
    private long lastFailure;

    Breaker(LongSupplier nanos) {
        this.nanos = nanos;
    }

    State state() {
        return state;
    }

    /** How long nothing may be tried; zero if something may be, which then is the one try of an open breaker. */
    Duration rest() {
        if (state == State.OPEN) {
            Duration passed = Duration.ofNanos(nanos.getAsLong() - lastFailure);
            if (passed.compareTo(PAUSE) < 0) {
                return PAUSE.minus(passed);
            }
            state = State.HALF_OPEN;
            successes = 0;
        }
        return Duration.ZERO;
    }

    void succeeded() {
        failures = 0;
        if (state == State.HALF_OPEN) {
            successes++;
            if (successes >= SUCCESSES) {
                state = State.CLOSED;
            }
        }
    }

    void failed() {
        lastFailure = nanos.getAsLong();
        failures++;
        if (state == State.HALF_OPEN || failures >= FAILURES) {
            state = State.OPEN;
        }
    }
}
