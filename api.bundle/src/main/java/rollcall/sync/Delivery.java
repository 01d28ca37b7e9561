package rollcall.sync;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import rollcall.scan.ScanId;

/** What a far end answered to a batch. Reasons are one line for people and hold no secret. */
public sealed interface Delivery {
    /** Every scan is durable there, now or since an earlier attempt. */
    record Acknowledged() implements Delivery {}

    /**
     * Not now.
     *
     * @param after how long it wants to be left alone, if it said so
     * @param reason what it answered
     */
    record Later(Optional<Duration> after, String reason) implements Delivery {
        public Later {
            if (after.filter(Duration::isNegative).isPresent()) {
                throw new IllegalArgumentException("retry after " + after.get() + ": lowest is 0");
            }
        }
    }

    /**
     * Nothing of the batch was kept because something in it is not acceptable, nobody knows which scan.
     *
     * @param reason what it answered
     */
    record Refused(String reason) implements Delivery {}

    /**
     * These scans are not acceptable; all others of the batch are durable there.
     *
     * @param reasons why, at least one
     */
    record RefusedRows(Map<ScanId, String> reasons) implements Delivery {
        public RefusedRows {
            reasons = Map.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("no row was refused");
            }
        }
    }

    /**
     * It takes nothing from this terminal until a person has mended something: a token that is wrong or expired, a table
     * that is missing or lacks a column.
     *
     * @param reason what has to be mended
     */
    record Closed(String reason) implements Delivery {}
}
