package rollcall.store.disk;

import java.io.IOException;

/** Watches how much of the disk is free. {@link #look} belongs to one thread, the answers may be asked for by any. */
final class DiskGuard {
    /** A state is left only when a tenth more than its threshold is free, so that it does not flicker. */
    private static final double MARGIN = 1.1;

    /**
     * Where the states begin.
     *
     * @param warn percent that are free, below which the state is WARN
     * @param critical percent that are free, below which the state is CRITICAL; counts up to {@code warn} only
     */
    record Thresholds(int warn, int critical) {
        Thresholds {
            critical = Math.min(warn, critical);
        }

        /** The bytes of a disk that must be free so that there is nothing to warn of. */
        long warnBytes(long total) {
            return total / 100 * warn;
        }
    }

    private final Space space;
    private final Thresholds thresholds;
    private volatile DiskState state = DiskState.OK;
    private volatile long free;

    DiskGuard(Space space, Thresholds thresholds) {
        this.space = space;
        this.thresholds = thresholds;
    }

    /** Looks and says which state that is. */
    DiskState look() throws IOException {
        long now = space.free();
        double percent = 100.0 * now / Math.max(1, space.total());
        free = now;
        double critical = thresholds.critical() * (state == DiskState.CRITICAL ? MARGIN : 1);
        double warn = thresholds.warn() * (state == DiskState.OK ? 1 : MARGIN);
        state = percent < critical ? DiskState.CRITICAL : percent < warn ? DiskState.WARN : DiskState.OK;
        return state;
    }

    /** The state at the last look. */
    DiskState state() {
        return state;
    }

    /** The bytes that were free at the last look. */
    long free() {
        return free;
    }
}
