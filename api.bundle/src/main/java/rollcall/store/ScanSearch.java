package rollcall.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;

/** Finds scans for people who look for them. All methods may be called from any thread. */
@ProviderType
public interface ScanSearch {
    /** The scans that match, newest first. */
    Found find(Query query) throws StoreException;

    /** The scan of an id. */
    Optional<Scan> byId(ScanId id) throws StoreException;

    /** How many scans were accepted in each hour that begins within a time of at most 31 days; hours without one are left out. */
    List<Hour> acceptedPerHour(Instant from, Instant to) throws StoreException;

    /** What a scan's outcome may be asked for as. */
    enum Outcome {
        PRESENT,
        LATE,
        DUPLICATE,
        REJECTED
    }

    /**
     * What is looked for.
     *
     * @param text part of the code or the section, whatever the case of ASCII letters; empty for any
     * @param names whether it may be part of the name, too
     * @param outcome of this outcome alone
     * @param from captured at or after
     * @param to captured before
     * @param before rows below this one alone, as {@link Found#next} says to go on
     * @param limit at most so many, 1 to {@value ScanStore#MAX_ROWS}
     */
    record Query(
            String text,
            boolean names,
            Optional<Outcome> outcome,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<Long> before,
            int limit) {
        /** The longest text, in characters. */
        public static final int LONGEST = 100;

        public Query {
            if (limit < 1 || limit > ScanStore.MAX_ROWS) {
                throw new IllegalArgumentException("limit = " + limit + ": allowed are 1 to " + ScanStore.MAX_ROWS);
            }
            if (text.length() > LONGEST) {
                throw new IllegalArgumentException(
                        "text of " + text.length() + " characters: at most " + LONGEST + " are allowed");
            }
        }
    }

    /**
     * Scans.
     *
     * @param scans newest first
     * @param next what to ask for as {@link Query#before} to go on; empty if there are no more
     */
    record Found(List<Scan> scans, Optional<Long> next) {
        public Found {
            scans = List.copyOf(scans);
        }
    }

    /**
     * An hour's count.
     *
     * @param from when the hour began
     * @param accepted how many scans were accepted in it
     */
    record Hour(Instant from, long accepted) {}
}
