package rollcall.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;

/**
 * What the far end has to be told: one row for each accepted scan, from the transaction that stored it on.
 *
 * <p>A row is {@code pending} (never sent, or to be sent again), {@code sent} (on its way, no answer yet), {@code acked}
 * (the far end has it) or {@code quarantined} (refused for good, with the reason). Only {@link #acknowledge} ends the
 * duty to send; nothing deletes a row before. All methods may be called from any thread and are durable when they return.
 */
@ProviderType
public interface Outbox {
    /**
     * Rows that are pending or sent, whose next attempt is not set or not after {@code now}, lowest row first.
     *
     * @param limit 1 to {@value ScanStore#MAX_ROWS}
     */
    List<Scan> due(Instant now, int limit) throws StoreException;

    /** Pending rows become sent and count one attempt more. Rows in other states stay as they are. */
    void send(Collection<ScanId> ids) throws StoreException;

    /** Rows in any state become acked; the scan bears {@code at} as its time of synchronisation. Unknown ids are ignored. */
    void acknowledge(Collection<ScanId> ids, Instant at) throws StoreException;

    /** Sent rows become pending, not to be tried before {@code nextAttempt}; {@code reason} is the last error, one line. */
    void postpone(Collection<ScanId> ids, Instant nextAttempt, String reason) throws StoreException;

    /** A pending or sent row becomes quarantined, with the reason in one line. */
    void quarantine(ScanId id, String reason) throws StoreException;

    /** A quarantined row becomes pending, to be tried at once; true if there was one. */
    boolean requeue(ScanId id) throws StoreException;

    /** The quarantined rows with their reasons, lowest row first; {@code limit} from 1 to {@value ScanStore#MAX_ROWS}. */
    List<Quarantined> quarantined(int limit) throws StoreException;

    /**
     * A row that was refused for good.
     *
     * @param scan the scan
     * @param attempts how often it was sent
     * @param reason why it was refused, one line
     */
    record Quarantined(Scan scan, int attempts, String reason) {}
}
