package rollcall.camera.session;

import java.time.Duration;
import rollcall.camera.quality.Hint;

/**
 * Keeps the guidance from flickering: a new hint is shown once it has been the right one for a moment, and each stays readable
 * for a moment. Belongs to one thread; times are those of a clock that never steps, in nanoseconds.
 */
final class Guide {
    private final long settleNanos;
    private final long readNanos;
    private Hint shown = Hint.SHOW_CARD;
    private Hint wanted = Hint.SHOW_CARD;
    private long wantedSince;
    private long shownSince;

    /**
     * A guide.
     *
     * @param settle how long a hint has to be the right one before it replaces another
     * @param read how long a hint stays, at least
     */
    Guide(Duration settle, Duration read) {
        this.settleNanos = settle.toNanos();
        this.readNanos = read.toNanos();
    }

    /** Takes the hint that is right now and gives the one to show. */
    Hint show(Hint right, long now) {
        if (right != wanted) {
            wanted = right;
            wantedSince = now;
        }
        if (wanted != shown && now - wantedSince >= settleNanos && now - shownSince >= readNanos) {
            at(wanted, now);
        }
        return shown;
    }

    /** Shows a hint at once: the session has moved on. */
    Hint at(Hint right, long now) {
        shown = right;
        wanted = right;
        wantedSince = now;
        shownSince = now;
        return shown;
    }
}
