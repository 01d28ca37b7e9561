package rollcall.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rollcall.scan.Capture;
import rollcall.scan.Decision;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.Direction;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.scan.Student;
import rollcall.store.Queue;
import rollcall.store.Totals;
import rollcall.store.admission.LastAccepted;

/** The statements over {@code scan} and {@code outbox}; every method runs on the connection it is given. */
final class ScanTable {
    private static final String COLUMNS = "SELECT sequence, id, code, listed, name, section, status, direction, reason,"
            + " earlier_at, captured_at, synced_at FROM scan ";

    private ScanTable() {}

    static Optional<Scan> byId(Connection connection, ScanId id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + "WHERE id = ?")) {
            select.setString(1, id.toString());
            return rows(select).stream().findFirst();
        }
    }

    static List<Scan> newest(Connection connection, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + "ORDER BY sequence DESC LIMIT ?")) {
            select.setInt(1, limit);
            return rows(select);
        }
    }

    static List<Scan> after(Connection connection, long sequence, int limit) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + "WHERE sequence > ? ORDER BY sequence LIMIT ?")) {
            select.setLong(1, sequence);
            select.setInt(2, limit);
            return rows(select);
        }
    }

    static Optional<LastAccepted> lastAccepted(Connection connection, String code) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT direction, captured_at FROM scan"
                + " WHERE code = ? AND status = 'PRESENT' ORDER BY sequence DESC LIMIT 1")) {
            select.setString(1, code);
            try (ResultSet result = select.executeQuery()) {
                return result.next()
                        ? Optional.of(new LastAccepted(
                                Direction.valueOf(result.getString(1)), Instant.ofEpochMilli(result.getLong(2))))
                        : Optional.empty();
            }
        }
    }

    /** Adds the scan and, if it counts, its outbox row. */
    static void insert(
            Connection connection,
            Capture capture,
            String keptCode,
            LocalDate day,
            Optional<Student> student,
            Decision decision)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO scan (id, code, listed, name, section,"
                + " status, direction, reason, earlier_at, captured_at, day) VALUES (?,?,?,?,?,?,?,?,?,?,?)")) {
            insert.setString(1, capture.id().toString());
            insert.setString(2, keptCode);
            insert.setInt(3, student.isPresent() ? 1 : 0);
            insert.setString(4, student.map(Student::name).orElse(""));
            insert.setString(5, student.map(Student::section).orElse(""));
            insert.setNull(7, Types.VARCHAR);
            insert.setNull(8, Types.VARCHAR);
            insert.setNull(9, Types.INTEGER);
            if (decision instanceof Accepted accepted) {
                insert.setString(6, "PRESENT");
                insert.setString(7, accepted.direction().name());
            } else if (decision instanceof Duplicate duplicate) {
                insert.setString(6, "DUPLICATE");
                insert.setString(7, duplicate.direction().name());
                insert.setLong(9, duplicate.earlier().toEpochMilli());
            } else if (decision instanceof Rejected rejected) {
                insert.setString(6, "REJECTED");
                insert.setString(8, rejected.reason().name());
            }
            insert.setLong(10, capture.capturedAt().toEpochMilli());
            insert.setString(11, day.toString());
            insert.executeUpdate();
        }
        if (decision instanceof Accepted) {
            try (PreparedStatement queue = connection.prepareStatement(
                    "INSERT INTO outbox (sequence, state) SELECT sequence, 'PENDING' FROM scan WHERE id = ?")) {
                queue.setString(1, capture.id().toString());
                queue.executeUpdate();
            }
        }
    }

    static Totals totals(Connection connection, LocalDate day) throws SQLException {
        long last;
        try (PreparedStatement select = connection.prepareStatement("SELECT coalesce(max(sequence), 0) FROM scan");
                ResultSet result = select.executeQuery()) {
            last = result.getLong(1);
        }
        long accepted = 0;
        long duplicates = 0;
        long rejected = 0;
        try (PreparedStatement select =
                connection.prepareStatement("SELECT status, count(*) FROM scan WHERE day = ? GROUP BY status")) {
            select.setString(1, day.toString());
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    long count = result.getLong(2);
                    switch (result.getString(1)) {
                        case "PRESENT" -> accepted = count;
                        case "DUPLICATE" -> duplicates = count;
                        default -> rejected = count;
                    }
                }
            }
        }
        return new Totals(last, accepted, duplicates, rejected);
    }

    static Queue queue(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT count(*), (SELECT captured_at FROM scan"
                        + " WHERE sequence = (SELECT min(sequence) FROM outbox WHERE state = 'PENDING'))"
                        + " FROM outbox WHERE state = 'PENDING'");
                ResultSet result = select.executeQuery()) {
            long pending = result.getLong(1);
            long oldest = result.getLong(2);
            return new Queue(pending, result.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(oldest)));
        }
    }

    private static List<Scan> rows(PreparedStatement select) throws SQLException {
        List<Scan> scans = new ArrayList<>();
        try (ResultSet result = select.executeQuery()) {
            while (result.next()) {
                scans.add(row(result));
            }
        }
        return List.copyOf(scans);
    }

    private static Scan row(ResultSet row) throws SQLException {
        String code = row.getString("code");
        boolean listed = row.getInt("listed") == 1;
        long synced = row.getLong("synced_at");
        Optional<Instant> syncedAt = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(synced));
        return new Scan(
                new ScanId(UUID.fromString(row.getString("id"))),
                row.getLong("sequence"),
                code,
                listed
                        ? Optional.of(new Student(code, row.getString("name"), row.getString("section")))
                        : Optional.empty(),
                decision(row, listed),
                Instant.ofEpochMilli(row.getLong("captured_at")),
                syncedAt);
    }

    private static Decision decision(ResultSet row, boolean listed) throws SQLException {
        return switch (row.getString("status")) {
            case "PRESENT" -> new Accepted(Direction.valueOf(row.getString("direction")), listed);
            case "DUPLICATE" ->
                new Duplicate(
                        Direction.valueOf(row.getString("direction")), Instant.ofEpochMilli(row.getLong("earlier_at")));
            default -> new Rejected(Decision.Reason.valueOf(row.getString("reason")));
        };
    }
}
