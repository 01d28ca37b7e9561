package rollcall.scan;

import java.time.Instant;
import java.util.Optional;

/**
 * A stored scan.
 *
 * @param id the idempotency key
 * @param row its number in this terminal's database, from 1, in the order of storing
 * @param origin where it was made
 * @param code the text of the card; of a malformed code at most 256 characters are kept
 * @param student the roster line the code had when it was stored
 * @param decision what was decided, in the transaction that stored it
 * @param capturedAt when the card was read, to the millisecond
 * @param evidence what it rests on besides the code
 * @param syncedAt when the far end acknowledged it
 */
public record Scan(
        ScanId id,
        long row,
        Origin origin,
        String code,
        Optional<Student> student,
        Decision decision,
        Instant capturedAt,
        Evidence evidence,
        Optional<Instant> syncedAt) {
    public Scan {
        if (row < 1) {
            throw new IllegalArgumentException("row " + row + ": starts at 1");
        }
    }

    /** Whether this scan counts as attendance. */
    public boolean accepted() {
        return decision instanceof Decision.Accepted;
    }
}
