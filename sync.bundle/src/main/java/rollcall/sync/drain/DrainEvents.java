package rollcall.sync.drain;

import java.time.Duration;
import rollcall.scan.ScanId;

/** Told by a {@link Drain} what happens, on its thread; must return at once. */
interface DrainEvents {
    /**
     * A batch was answered or not.
     *
     * @param reached whether anything of the far end answered
     * @param delivered how many scans it has now
     */
    void attempted(DrainState state, boolean reached, int delivered, Duration took);

    /** A target was asked whether it is there. */
    void probed(DrainState state, boolean reached);

    /** A circuit breaker changed, or is known for the first time. */
    void breakerChanged(DrainState state);

    void closed(DrainState state);

    void quarantined(String target, ScanId id, String reason);
}
