package rollcall.camera.recovery;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Ever longer pauses, with some chance in them so that many terminals do not ask one camera at once. Belongs to one thread. */
public final class Backoff {
    /** Share of a pause that chance may add. */
    private static final double JITTER = 0.2;

    private final Duration first;
    private final Duration longest;
    private final DoubleSupplier chance;
    private Duration next;

    /**
     * Pauses.
     *
     * @param chance gives numbers from 0 to 1
     */
    public Backoff(Duration first, Duration longest, DoubleSupplier chance) {
        this.first = first;
        this.longest = longest;
        this.chance = chance;
        this.next = first;
    }

    /** The next pause, from as long as it should be to a fifth longer. */
    public Duration pause() {
        Duration pause = next;
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(longest) < 0 ? twice : longest;
        return pause.plusMillis((long) (pause.toMillis() * JITTER * chance.getAsDouble()));
    }

    /** Begins again with the first. */
    public void reset() {
        next = first;
    }
}
