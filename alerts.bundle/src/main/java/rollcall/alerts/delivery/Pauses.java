package rollcall.alerts.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait before the next try: 5 s, 10 s, 20 s... to 15 min, a fifth more or less by chance. */
final class Pauses {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration ASKED = Duration.ofHours(1);
    private static final int DOUBLINGS = 8;
    private static final double JITTER = 0.2;

    private final DoubleSupplier chance;

    Pauses(DoubleSupplier chance) {
        this.chance = chance;
    }

    /** The pause after so many tries; never shorter than what the other side asked for, up to an hour. */
    Duration after(int tries, Duration asked) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(tries - 1, DOUBLINGS));
        pause = pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
        double share = 1 + JITTER * (2 * chance.getAsDouble() - 1);
        Duration own = Duration.ofMillis((long) (pause.toMillis() * share));
        Duration theirs = asked.compareTo(ASKED) < 0 ? asked : ASKED;
        return own.compareTo(theirs) > 0 ? own : theirs;
    }
}
