package rollcall.sync.drain;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after the n-th failure in a row: a random time up to a bound that doubles ("full jitter"), so that many
 * terminals that lost the same far end do not come back together.
 */
final class Backoff {
    private static final Duration LOWEST = Duration.ofMillis(100);
    private static final int DOUBLINGS = 20;

    private final Duration first;
    private final Duration longest;
    private final DoubleSupplier random;
    private int failures;

    /**
     * A fresh one.
     *
     * @param random from 0 to 1
     */
    Backoff(Duration first, Duration longest, DoubleSupplier random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    void reset() {
        failures = 0;
    }

    Duration next() {
        Duration bound = first.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        failures++;
        Duration most = bound.compareTo(longest) > 0 ? longest : bound;
        Duration wait = Duration.ofMillis(Math.round(most.toMillis() * random.getAsDouble()));
        return wait.compareTo(LOWEST) < 0 ? LOWEST : wait;
    }
}
