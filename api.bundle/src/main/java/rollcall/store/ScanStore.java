package rollcall.store;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import rollcall.scan.Capture;
import rollcall.scan.Decision;
import rollcall.scan.Scan;

/**
 * Keeps every scan that was shown to a person, exactly once.
 *
 * <p>All methods may be called from any thread. After the store was stopped each of them throws {@link StoreException}
 * with {@link StoreException.Kind#CLOSED}; the caller then waits for the next store and calls again.
 */
@ProviderType
public interface ScanStore {
    /** The most rows one question may ask for. */
    int MAX_ROWS = 1_000;

    /**
     * What {@code code} would mean if it were recorded as captured at {@code at}: a forecast that nothing depends on, for
     * the camera to know whether a photo is worth taking.
     */
    Decision decide(String code, Instant at) throws StoreException;

    /**
     * Stores a capture with its decision and, if accepted, its outbox row, in one transaction.
     *
     * <p>Returning is the promise: the rows are on the disk. When this throws, nothing was stored or nobody knows; calling
     * again with the same {@link Capture#id()} is safe either way, a second row never comes to be.
     */
    Recorded record(Capture capture) throws StoreException;

    /** The newest scans, newest first; {@code limit} from 1 to {@value #MAX_ROWS}. */
    List<Scan> recent(int limit) throws StoreException;

    /** The scans with a row above {@code row}, oldest first; {@code limit} from 1 to {@value #MAX_ROWS}. */
    List<Scan> after(long row, int limit) throws StoreException;

    /** Counts over all scans and over the terminal's local day of {@code now}. */
    Totals totals(Instant now) throws StoreException;

    /** The rows waiting for the far end. */
    Queue queue() throws StoreException;
}
