package rollcall.store;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What people and programs did to this terminal, append-only; each entry bears a hash over itself and the entry before.
 *
 * <p>May be called from any thread; an entry is durable when the call returns.
 */
@ProviderType
public interface AuditTrail {
    /**
     * Adds an entry.
     *
     * @param actor who: an account, a command, a part of the terminal; 1 to 64 characters
     * @param action what, in lower-case words joined by dots, such as {@code student.forgotten}
     * @param subject to what, at most 256 characters; never a name of a student
     * @param details one line for people, at most 1,000 characters; never a name of a student
     */
    Entry append(String actor, String action, String subject, String details) throws StoreException;

    /** The newest entries, newest first; {@code limit} from 1 to {@value ScanStore#MAX_ROWS}. */
    List<Entry> recent(int limit) throws StoreException;

    /** The number of the first entry whose hash is not what it should be, or 0 if the chain is whole. */
    long firstBroken() throws StoreException;

    /**
     * An entry.
     *
     * @param number from 1, without gaps
     * @param at when
     * @param actor who
     * @param action what
     * @param subject to what
     * @param details one line for people
     * @param hash SHA-256 over the entry and the hash before it, 64 hexadecimal digits
     */
    record Entry(long number, Instant at, String actor, String action, String subject, String details, String hash) {}
}
