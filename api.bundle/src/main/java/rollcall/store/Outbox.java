package rollcall.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;

/**
 * What the far ends have to be told: one row for each accepted scan, from the transaction that stored it on.
 *
 * <p>There may be several far ends, called targets, each of which goes through the rows at its own pace. A row is done when
 * every open target has settled it: {@code acked} if all have it, {@code quarantined} if one refused it for good. Nothing
 * deletes a row before. Rows that are {@code acked} already when a target is opened are not owed to it. All methods may be
 * called from any thread and are durable when they return.
 */
@ProviderType
public interface Outbox {
    /**
     * From now on rows are owed to this target; does nothing if they are already.
     *
     * @param target its name, a lower-case letter and up to 31 lower-case letters, digits and dashes
     */
    void open(String target) throws StoreException;

    /** Nothing is owed to this target any more, its place and its refusals are forgotten; true if it was open. */
    boolean close(String target) throws StoreException;

    /**
     * The next rows for an open target: those to be sent again first, then those it has not settled, lowest row first.
     *
     * @param limit 1 to {@value ScanStore#MAX_ROWS}
     */
    List<Scan> due(String target, int limit) throws StoreException;

    /**
     * The target has answered about the first rows of what is due.
     *
     * @param acked what it has; ids that are settled or unknown are ignored
     * @param refused what it will never take, with the reason in one line
     * @param at when the answer came; an acked scan bears it as its time of synchronisation
     * @throws IllegalArgumentException if a row due before one of these would be left out; nothing is changed then
     */
    void settle(String target, Collection<ScanId> acked, Map<ScanId, String> refused, Instant at) throws StoreException;

    /** A quarantined row is owed again to the targets that refused it; true if there was one. */
    boolean requeue(ScanId id) throws StoreException;

    /** The refusals with their reasons, lowest row first; {@code limit} from 1 to {@value ScanStore#MAX_ROWS}. */
    List<Quarantined> quarantined(int limit) throws StoreException;

    /** The open targets by name. */
    List<Target> targets() throws StoreException;

    /**
     * A row that a target refused for good.
     *
     * @param scan the scan
     * @param target the target; empty if it is not known any more
     * @param attempts how often it was refused
     * @param reason why, one line
     */
    record Quarantined(Scan scan, String target, int attempts, String reason) {}

    /**
     * How far a target is.
     *
     * @param name its name
     * @param pending rows that are owed to it
     * @param oldest when the first of them was captured
     * @param quarantined rows it has refused
     */
    record Target(String name, long pending, Optional<Instant> oldest, long quarantined) {}
}
