package rollcall.scan;

import java.time.Instant;
import java.util.Optional;

/**
 * A stored scan.
 *
 * @param id the idempotency key
 * @param sequence its number on this terminal, from 1, in the order of storing, without gaps
 * @param code the text of the card; of a malformed code at most 256 characters are kept
 * @param student the roster line the code had when it was stored
 * @param decision what was decided, in the transaction that stored it
 * @param capturedAt when the card was read, to the millisecond
 * @param syncedAt when the far end acknowledged it
 */
public record Scan(
        ScanId id,
        long sequence,
        String code,
        Optional<Student> student,
        Decision decision,
        Instant capturedAt,
        Optional<Instant> syncedAt) {
    public Scan {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence " + sequence + ": starts at 1");
        }
    }

    /** Whether this scan counts as attendance. */
    public boolean accepted() {
        return decision instanceof Decision.Accepted;
    }
}
