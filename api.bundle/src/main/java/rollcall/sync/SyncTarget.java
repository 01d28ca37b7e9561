package rollcall.sync;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import rollcall.scan.Scan;

/**
 * A far end that scans are sent to.
 *
 * <p>A scan may be sent again, for an answer can be lost: the far end must recognise {@link Scan#id()} and keep one. All
 * methods are called by one thread at a time.
 */
@ConsumerType
public interface SyncTarget {
    /** Its name as in {@link rollcall.store.Outbox#open}; the same after every restart. */
    String name();

    /** Whether it is reached over a network; false for a file. */
    default boolean remote() {
        return true;
    }

    /**
     * Sends scans and waits for the answer, for a bounded time.
     *
     * @param batch 1 to {@value rollcall.store.ScanStore#MAX_ROWS} scans in their order
     * @return {@link Delivery.Acknowledged} only if every one is durable there
     * @throws IOException if there was no answer, or one of nobody knows whom; the same scans are sent again later
     */
    Delivery deliver(List<Scan> batch) throws IOException, InterruptedException;

    /**
     * Asks for something cheap that only the far end itself can answer, to know that it is there while nothing is sent.
     *
     * @return true if it answered, whatever it said; false if it cannot be asked
     * @throws IOException if there was no answer, or one of nobody knows whom
     */
    default boolean probe() throws IOException, InterruptedException {
        return false;
    }
}
