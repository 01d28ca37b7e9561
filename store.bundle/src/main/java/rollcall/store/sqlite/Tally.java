package rollcall.store.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import rollcall.store.Queue;
import rollcall.store.Totals;

/** The counts of each day, kept in the transactions that change them. */
final class Tally {
    private Tally() {}

    /** Counts a new scan. */
    static void count(Session session, LocalDate day, long row, String status) throws SQLException {
        String column = status.toLowerCase(java.util.Locale.ROOT);
        session.change(
                "INSERT INTO tally (day, first_row, last_row, " + column + ") VALUES (?, ?, ?, 1) ON CONFLICT (day) DO"
                        + " UPDATE SET last_row = excluded.last_row, " + column + " = " + column + " + 1",
                day.toEpochDay(),
                row,
                row);
    }

    static Totals totals(Session session, LocalDate day) throws SQLException {
        long last = session.number("SELECT ifnull(max(row), 0) FROM scan");
        return session.first(
                        "SELECT present + late, late, duplicate, rejected FROM tally WHERE day = ?",
                        row -> new Totals(last, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                        day.toEpochDay())
                .orElse(new Totals(last, 0, 0, 0, 0));
    }

    /** What waits for the far end, without counting its rows. */
    static Queue queue(Session session) throws SQLException {
        long pending = session.number("SELECT sum(present + late - acked - quarantined - removed) FROM tally");
        Optional<Instant> oldest = session.first(
                "SELECT captured_at FROM scan WHERE row ="
                        + " (SELECT min(row) FROM outbox WHERE state IN ('PENDING', 'SENT'))",
                row -> Instant.ofEpochMilli(row.getLong(1)));
        return new Queue(pending, oldest);
    }
}
