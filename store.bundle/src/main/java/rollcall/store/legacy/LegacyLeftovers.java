package rollcall.store.legacy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the predecessor kept besides scans, students and schedules: looked at, counted and named, but not taken over. */
final class LegacyLeftovers {
    private static final List<String> QUEUES = List.of("sync_queue", "failed_sync_queue");
    private static final Set<String> TAKEN = Set.of("attendance", "students", "school_schedules");
    private static final Set<String> KNOWN =
            Set.of("sessions", "device_status", "template_cache", "roster_sync_metadata");

    private LegacyLeftovers() {}

    private record Queued(long id, @Nullable String type, boolean readable, long record, boolean exists) {}

    /**
     * Accounts for every table that is left.
     *
     * @param skipped the rows of {@code attendance} that are no scans
     */
    static void count(LegacyFile legacy, Set<Long> skipped, LegacyReport report) throws SQLException, IOException {
        for (String table : QUEUES) {
            if (legacy.tables().contains(table)) {
                queue(legacy, table, skipped, report);
            }
        }
        for (String table : legacy.tables()) {
            if (!TAKEN.contains(table) && !QUEUES.contains(table)) {
                long rows = legacy.count(table);
                report.count(table).read(rows);
                report.skipAll(
                        table, rows, KNOWN.contains(table) ? "not taken over" : "not a table of the predecessor");
            }
        }
    }

    /** A queue adds nothing to what the rows of {@code attendance} say themselves. */
    private static void queue(LegacyFile legacy, String table, Set<Long> skipped, LegacyReport report)
            throws SQLException, IOException {
        LegacyCount count = report.count(table);
        count.read(legacy.count(table));
        String data = legacy.has(table, "data") ? "data" : "NULL";
        String record = legacy.has(table, "record_id") ? table + ".record_id" : "NULL";
        List<Queued> rows = legacy.session()
                .list(
                        "SELECT rowid, " + legacy.column(table, "record_type", "NULL") + ", ifnull(json_valid(" + data
                                + "), 0), " + record + ", EXISTS (SELECT 1 FROM attendance WHERE attendance.rowid = "
                                + record + ") FROM " + table + " ORDER BY rowid",
                        row -> new Queued(
                                row.getLong(1),
                                row.getString(2),
                                row.getBoolean(3),
                                row.getLong(4),
                                row.getBoolean(5)));
        for (Queued row : rows) {
            Optional<String> reason = reason(row, skipped);
            if (reason.isPresent()) {
                report.skip(table, Long.toString(row.id()), reason.get());
            } else {
                count.there(1);
            }
        }
    }

    private static Optional<String> reason(Queued row, Set<Long> skipped) {
        if (row.type() == null || !row.type().equals("attendance")) {
            return Optional.of("record_type is not attendance");
        }
        if (!row.readable()) {
            return Optional.of(row.exists() ? "data is no JSON; its attendance row stands for it" : "data is no JSON");
        }
        if (!row.exists()) {
            return Optional.of("there is no attendance row for it");
        }
        return skipped.contains(row.record()) ? Optional.of("its attendance row is skipped") : Optional.empty();
    }
}
