package rollcall.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The account of what was accepted: for each day, accepted = stored = pending + acknowledged + quarantined.
 *
 * <p>The accepted side is counted when a scan is accepted and never recomputed, so that a row that vanished shows.
 */
@ProviderType
public interface Ledger {
    /** The account of the terminal's local day of {@code now}. */
    Day today(Instant now) throws StoreException;

    /** The account of every day that has scans, oldest first. Reads every row: seconds for millions. */
    List<Day> days() throws StoreException;

    /** The breaks in the numbering of scans, each of which is a loss. Reads an index entry for every row. */
    List<Gap> gaps() throws StoreException;

    /** The result of the newest full audit, which the store makes at start and once a day. */
    Audit lastAudit();

    /**
     * One day's account. {@code pending} includes what is on its way.
     *
     * @param day the local day
     * @param accepted scans that were accepted
     * @param stored accepted scans that are in the database
     * @param pending of these, not acknowledged yet
     * @param acked of these, acknowledged by the far end
     * @param quarantined of these, refused by the far end
     * @param removed accepted scans that retention has removed after they were acknowledged
     */
    record Day(LocalDate day, long accepted, long stored, long pending, long acked, long quarantined, long removed) {
        /** How many accepted scans cannot be accounted for; 0 unless something was lost. */
        public long unaccounted() {
            return Math.max(Math.abs(accepted - stored - removed), Math.abs(stored - pending - acked - quarantined));
        }
    }

    /**
     * A break in the numbering.
     *
     * @param device the terminal
     * @param epoch its epoch
     * @param from the first number that is missing
     * @param to the last one
     */
    record Gap(String device, int epoch, long from, long to) {}

    /**
     * A full audit.
     *
     * @param at when it was made; {@link Instant#EPOCH} if none was made yet
     * @param unaccounted accepted scans that cannot be accounted for, over all days, and missing numbers
     */
    record Audit(Instant at, long unaccounted) {}
}
