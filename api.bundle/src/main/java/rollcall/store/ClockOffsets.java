package rollcall.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import rollcall.scan.ScanId;

/**
 * How wrong the clock was when scans were stamped that it could not be trusted for: measured when it is in step with a time
 * server later in the same start of the machine, and kept beside the scan, which is never changed.
 *
 * <p>May be called from any thread; what is told is durable.
 */
@ProviderType
public interface ClockOffsets {
    /**
     * The measurements after one, in the order in which they were made.
     *
     * @param number of the last one that is known, 0 for none
     * @param limit 1 to {@value ScanStore#MAX_ROWS}
     */
    List<Measured> after(long number, int limit) throws StoreException;

    /** How many scans wait for theirs; those of an earlier start of the machine wait for ever. */
    int unmeasured() throws StoreException;

    /**
     * A measurement.
     *
     * @param number counts them, from 1
     * @param scan the scan
     * @param device the terminal that made it
     * @param offset what has to be added to the time of the scan
     * @param at when it was measured
     */
    record Measured(long number, ScanId scan, String device, Duration offset, Instant at) {}
}
