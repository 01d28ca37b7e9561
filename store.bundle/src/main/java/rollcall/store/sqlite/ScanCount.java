package rollcall.store.sqlite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rollcall.scan.Direction;
import rollcall.store.StoreException;

/**
 * Counts the scans that are stored by what became of them, from the rows themselves: a store that was replaced goes on where the one
 * before it stood. Each question costs the rows that are new.
 *
 * <p>Rows that retention removed are missing after the next start. May be used from any thread.
 */
public final class ScanCount {
    /** Rows of one look, some 50 ms on a Pi. */
    private static final long STEP = 50_000;

    /** Looks of one question; more rows than that are counted by the next ones. */
    private static final int MOST = 20;

    private final Database database;
    private final Map<Outcome, Long> counts = new HashMap<>();
    private long counted;

    /**
     * What became of a scan.
     *
     * @param accepted whether it counts
     * @param direction empty for a code that was refused
     */
    public record Outcome(boolean accepted, Optional<Direction> direction) {}

    /** A part of what one look found. */
    private record Part(Outcome outcome, long scans) {}

    public ScanCount(Database database) {
        this.database = database;
    }

    /** The counts; empty while the rows of a large database are being counted for the first time. */
    public synchronized Optional<Map<Outcome, Long>> counts() throws StoreException {
        long last = database.read(session -> session.number("SELECT ifnull(max(row), 0) FROM scan"));
        if (last < counted) {
            // An older database took the place of a damaged one.
            counts.clear();
            counted = 0;
        }
        for (int i = 0; i < MOST && counted < last; i++) {
            long to = Math.min(last, counted + STEP);
            for (Part part : look(counted, to)) {
                counts.merge(part.outcome(), part.scans(), Long::sum);
            }
            counted = to;
        }
        return counted < last ? Optional.empty() : Optional.of(Map.copyOf(counts));
    }

    private List<Part> look(long after, long to) throws StoreException {
        return database.read(session -> session.list(
                "SELECT status IN ('PRESENT', 'LATE'), direction, count(*) FROM scan"
                        + " WHERE row > ? AND row <= ? GROUP BY 1, 2",
                row -> new Part(
                        new Outcome(
                                row.getBoolean(1),
                                Optional.ofNullable(row.getString(2)).map(Direction::valueOf)),
                        row.getLong(3)),
                after,
                to));
    }
}
