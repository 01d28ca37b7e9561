package rollcall.launcher;

import java.time.Duration;
import java.util.Locale;

/** What a stop goes through. Which bundles are stopped in a phase is told by their start levels. */
enum StopPhase {
    /** Everybody is told; nothing is stopped. */
    ANNOUNCE(Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ofMillis(500)),
    /** No more cards: the camera. */
    INTAKE(80, Integer.MAX_VALUE, Duration.ofSeconds(2)),
    /** What people and programs asked for is finished. */
    DRAIN(61, 80, Duration.ofSeconds(4)),
    /** What is owed to far ends goes out, if they answer. */
    FLUSH(31, 61, Duration.ofSeconds(5)),
    /** The database is closed. */
    STORE(Terminal.STORE_LEVEL, 31, Duration.ofSeconds(5)),
    /** Everything else, and Felix itself. */
    FRAMEWORK(0, Terminal.STORE_LEVEL, Duration.ofSeconds(8));

    private final int lowest;
    private final int above;
    private final Duration usual;

    StopPhase(int lowest, int above, Duration usual) {
        this.lowest = lowest;
        this.above = above;
        this.usual = usual;
    }

    /** Whether what has this start level is stopped in this phase. */
    boolean has(int level) {
        return level >= lowest && level < above;
    }

    /** How long it may take unless the configuration says otherwise. */
    Duration usual() {
        return usual;
    }

    /** As it stands in the configuration and in the receipt. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
