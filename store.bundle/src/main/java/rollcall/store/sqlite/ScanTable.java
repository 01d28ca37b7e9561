package rollcall.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.scan.Capture;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.Direction;
import rollcall.scan.Evidence;
import rollcall.scan.Origin;
import rollcall.scan.PhotoReference;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.scan.Student;
import rollcall.store.admission.Admission;
import rollcall.store.admission.LastAccepted;

/** The statements over {@code scan}. */
public final class ScanTable {
    /** Every column of a scan and of its origin; {@link #scan} reads what this asks for. */
    public static final String SELECT =
            "SELECT scan.row, id, device, epoch, sequence, code, listed, name, section, status,"
                    + " direction, session, scan.reason, earlier_at, captured_at, clock, photo, photo_bytes, quality, correlation,"
                    + " synced_at FROM scan JOIN origin ON origin.key = scan.origin ";

    private ScanTable() {}

    static Optional<Scan> byId(Session session, ScanId id) throws SQLException {
        return session.first(SELECT + "WHERE id = ?", ScanTable::scan, id.toString());
    }

    static List<Scan> newest(Session session, int limit) throws SQLException {
        return session.list(SELECT + "ORDER BY scan.row DESC LIMIT ?", ScanTable::scan, limit);
    }

    static List<Scan> after(Session session, long row, int limit) throws SQLException {
        return session.list(SELECT + "WHERE scan.row > ? ORDER BY scan.row LIMIT ?", ScanTable::scan, row, limit);
    }

    /** The accepted scans of a code that decide about the next, as {@link Admission.Known} wants them. */
    static List<LastAccepted> history(Session session, String code, LocalDate day) throws SQLException {
        return session.list(
                "SELECT direction, captured_at, day, session FROM scan"
                        + " WHERE code = ?1 AND status IN ('PRESENT', 'LATE') AND day BETWEEN ?2 AND ?3"
                        + " ORDER BY row DESC",
                row -> new LastAccepted(
                        Direction.valueOf(row.getString(1)),
                        Instant.ofEpochMilli(row.getLong(2)),
                        LocalDate.ofEpochDay(row.getLong(3)),
                        row.getString(4)),
                code,
                day.minusDays(Admission.COOLDOWN_DAYS).toEpochDay(),
                day.plusDays(Admission.COOLDOWN_DAYS).toEpochDay());
    }

    /**
     * Adds a scan with the next number of its origin and returns its row.
     *
     * @param origin the key of the origin
     * @param kept the code as it is kept
     */
    static long insert(Session session, long origin, Capture capture, String kept, LocalDate day, Resolved resolved)
            throws SQLException {
        Decision decision = resolved.decision();
        Accepted accepted = decision instanceof Accepted counts ? counts : null;
        Duplicate duplicate = decision instanceof Duplicate repeats ? repeats : null;
        Direction direction =
                accepted != null ? accepted.direction() : duplicate != null ? duplicate.direction() : null;
        Optional<PhotoReference> photo = resolved.photo();
        session.change(
                "INSERT INTO scan (id, origin, sequence, code, listed, name, section, status, direction, session, reason,"
                        + " earlier_at, captured_at, day, clock, photo, photo_bytes, quality, correlation) VALUES (?, ?,"
                        + " (SELECT ifnull(max(sequence), 0) + 1 FROM scan WHERE origin = ?),"
                        + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                capture.id(),
                origin,
                origin,
                kept,
                resolved.student().isPresent() ? 1 : 0,
                resolved.student().map(Student::name).orElse(""),
                resolved.student().map(Student::section).orElse(""),
                status(decision),
                direction,
                accepted == null ? "" : accepted.session(),
                decision instanceof Rejected rejected ? rejected.reason() : null,
                duplicate == null ? null : duplicate.earlier().toEpochMilli(),
                capture.capturedAt().toEpochMilli(),
                day.toEpochDay(),
                resolved.clock(),
                photo.map(PhotoReference::path).orElse(null),
                photo.map(PhotoReference::bytes).orElse(null),
                capture.quality().map(QualityText::write).orElse(null),
                capture.correlationId().equals(capture.id().toString()) ? null : capture.correlationId());
        return session.number("SELECT last_insert_rowid()");
    }

    /**
     * What was found out about a capture before its row is written.
     *
     * @param student the roster line of the code
     * @param decision what it means
     * @param clock how far its time can be trusted
     * @param photo where its photo lies already
     */
    record Resolved(Optional<Student> student, Decision decision, ClockTrust clock, Optional<PhotoReference> photo) {}

    static String status(Decision decision) {
        if (decision instanceof Accepted accepted) {
            return accepted.late() ? "LATE" : "PRESENT";
        }
        return decision instanceof Duplicate ? "DUPLICATE" : "REJECTED";
    }

    /** The scan of a row that {@link #SELECT} asked for. */
    public static Scan scan(ResultSet row) throws SQLException {
        String code = row.getString("code");
        boolean listed = row.getInt("listed") == 1;
        ScanId id = new ScanId(UUID.fromString(row.getString("id")));
        String photo = row.getString("photo");
        String quality = row.getString("quality");
        String correlation = row.getString("correlation");
        return new Scan(
                id,
                row.getLong("row"),
                new Origin(row.getString("device"), row.getInt("epoch"), row.getLong("sequence")),
                code,
                listed
                        ? Optional.of(new Student(code, row.getString("name"), row.getString("section")))
                        : Optional.empty(),
                decision(row, listed),
                Instant.ofEpochMilli(row.getLong("captured_at")),
                new Evidence(
                        ClockTrust.valueOf(row.getString("clock")),
                        photo(photo, row.getLong("photo_bytes")),
                        quality == null ? Optional.empty() : Optional.of(QualityText.read(quality)),
                        correlation == null ? id.toString() : correlation),
                instant(row, "synced_at"));
    }

    private static Optional<PhotoReference> photo(@Nullable String path, long bytes) {
        if (path == null) {
            return Optional.empty();
        }
        String sha256 = path.substring(path.lastIndexOf('/') + 1, path.length() - ".jpg".length());
        return Optional.of(new PhotoReference(path, sha256, bytes));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static Decision decision(ResultSet row, boolean listed) throws SQLException {
        String status = row.getString("status");
        return switch (status) {
            case "PRESENT", "LATE" ->
                new Accepted(
                        Direction.valueOf(row.getString("direction")),
                        status.equals("LATE"),
                        listed,
                        row.getString("session"));
            case "DUPLICATE" ->
                new Duplicate(
                        Direction.valueOf(row.getString("direction")), Instant.ofEpochMilli(row.getLong("earlier_at")));
            default -> new Rejected(Decision.Reason.valueOf(row.getString("reason")));
        };
    }
}
