package rollcall.alerts.life;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes ids that grow with time (UUID version 7), so that what is kept of a storm lies together on the disk. May be called from
 * any thread.
 */
public final class TimeOrder implements Supplier<UUID> {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int COUNTER_BITS = 12;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long last;

    public TimeOrder(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized UUID get() {
        // Milliseconds and a counter; it runs ahead of a clock that steps back or is asked too often.
        last = Math.max(last + 1, clock.millis() << COUNTER_BITS);
        long high = (last >>> COUNTER_BITS) << 16 | VERSION | (last & 0xfff);
        return new UUID(high, VARIANT | (random.nextLong() >>> 2));
    }
}
