package rollcall.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.sqlite.JDBC;
import rollcall.store.StoreException;

/**
 * Takes what can be read of a damaged database into a new one.
 *
 * <p>The damaged one is set aside whole, in {@code data/damaged/}, and never written to or deleted. Rows are copied in
 * ranges that are halved where they cannot be read, so that one bad page costs its own rows alone; what the newest backup
 * has besides fills in. Every step may be cut off by a power failure and is taken up again at the next start: a file
 * {@code data/salvage.state} names the folder until the new database is in place.
 */
final class Salvage {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Tables that are small and matter less; each is copied as far as it can be read. */
    private static final List<String> SMALL = List.of(
            "state",
            "origin",
            "student",
            "guardian",
            "roster_line",
            "message",
            "message_day",
            "message_stop",
            "scan_clock",
            "timetable",
            "audit",
            "alert",
            "alert_life",
            "alert_outbox",
            "alert_silence",
            "tally");

    private final Path data;
    private final Path file;
    private final Path state;
    private final Path fresh;

    Salvage(Path data) {
        this.data = data;
        this.file = data.resolve("attendance.db");
        this.state = data.resolve("salvage.state");
        this.fresh = data.resolve("attendance.salvage.db");
    }

    /**
     * What was done.
     *
     * @param folder where the damaged database lies
     * @param before scans the damaged database had by its own account
     * @param read scans that could be read
     * @param filled scans that a backup had besides
     */
    record Outcome(Path folder, long before, long read, long filled) {
        String text() {
            return "the damaged database had " + before + " scans; " + read + " were read, " + filled
                    + " came from the newest backup, " + Math.max(0, before - read - filled) + " are lost; it lies in "
                    + folder;
        }
    }

    /** Whether a salvage was cut off. */
    boolean isUnderWay() {
        return Files.exists(state);
    }

    /**
     * Does it, or goes on with one that was cut off.
     *
     * @param backup a copy of the database from the newest backup, if there is one
     */
    Outcome run(Instant now, Optional<Path> backup) throws IOException, StoreException {
        Path folder = begin(now);
        if (Files.exists(folder.resolve("attendance.db")) && Files.exists(file)) {
            // Cut off after the new database was in place.
            Files.delete(state);
            OpenMarker.syncFolder(state);
            return new Outcome(folder, 0, 0, 0);
        }
        setAside(folder);
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(fresh + suffix));
        }
        Outcome outcome = copy(folder, backup, now);
        OpenMarker.move(fresh, file);
        Files.delete(state);
        OpenMarker.syncFolder(state);
        return outcome;
    }

    private Path begin(Instant now) throws IOException {
        if (!isUnderWay()) {
            Path temporary = data.resolve("salvage.state.new");
            Files.writeString(temporary, NAME.format(now));
            try (var channel = java.nio.channels.FileChannel.open(temporary, java.nio.file.StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            OpenMarker.move(temporary, state);
        }
        Path folder = data.resolve("damaged").resolve(Files.readString(state).strip());
        Files.createDirectories(folder);
        OpenMarker.syncFolder(folder);
        OpenMarker.syncFolder(data.resolve("damaged"));
        return folder;
    }

    /** The log first: without its database nobody would fold it into another one. */
    private void setAside(Path folder) throws IOException {
        for (String suffix : List.of("-wal", "-shm", "")) {
            Path part = Path.of(file + suffix);
            if (Files.exists(part)) {
                OpenMarker.move(part, folder.resolve("attendance.db" + suffix));
            }
        }
    }

    private Outcome copy(Path folder, Optional<Path> backup, Instant now) throws StoreException {
        try (SqliteDatabase database = new SqliteDatabase(fresh)) {
            // Readers and the writing thread are not needed, and ATTACH belongs to one connection.
        }
        try (Session session = new Session(JDBC.createConnection("jdbc:sqlite:" + fresh, new java.util.Properties()))) {
            session.execute("PRAGMA synchronous = FULL");
            long before = 0;
            if (attach(session, folder.resolve("attendance.db"))) {
                before = highest(session);
                copyAll(session, before);
                session.execute("DETACH source");
            }
            long read = session.number("SELECT count(*) FROM scan");
            if (backup.isPresent() && attach(session, backup.get())) {
                long inBackup = highest(session);
                before = Math.max(before, inBackup);
                copyAll(session, inBackup);
                session.execute("DETACH source");
            }
            long filled = session.number("SELECT count(*) FROM scan") - read;
            Outcome outcome = new Outcome(folder, before, read, filled);
            finish(session, outcome, now);
            return outcome;
        } catch (SQLException e) {
            throw new StoreException(
                    StoreException.Kind.FAILED,
                    "database " + file + " is damaged and a new one cannot be made: " + e.getMessage(),
                    e);
        }
    }

    private static boolean attach(Session session, Path source) throws SQLException {
        if (!Files.exists(source)) {
            return false;
        }
        try {
            session.change("ATTACH ? AS source", "file:" + source.toAbsolutePath() + "?mode=ro");
            return true;
        } catch (SQLException e) {
            // Its first page is lost, and with it everything that tells where the rest is.
            return false;
        }
    }

    /** The highest row that any part of the source speaks of. */
    private static long highest(Session session) throws SQLException {
        long highest = 0;
        for (String question : List.of(
                "SELECT max(row) FROM source.scan",
                "SELECT max(row) FROM source.outbox",
                "SELECT max(last_row) FROM source.tally")) {
            highest = Math.max(highest, tolerant(session, question));
        }
        return highest;
    }

    private static long tolerant(Session session, String question) {
        try {
            return session.number(question);
        } catch (SQLException e) {
            // This part of the source is what is damaged.
            return 0;
        }
    }

    private static void copyAll(Session session, long highest) throws SQLException {
        for (String table : SMALL) {
            try {
                session.change("INSERT OR IGNORE INTO main." + table + " SELECT * FROM source." + table);
            } catch (SQLException e) {
                // Not readable to its end; a table of many rows is tried in pieces, these are rebuilt or done without.
                System.getLogger("rollcall.store")
                        .log(System.Logger.Level.WARNING, "table {0} could not be read: {1}", table, e.getMessage());
            }
        }
        session.change(
                "INSERT OR IGNORE INTO origin (key, device, epoch) SELECT DISTINCT 1, 'unknown', 1 WHERE NOT EXISTS"
                        + " (SELECT 1 FROM origin)");
        copyRange(session, "scan", 1, highest);
        copyRange(session, "outbox", 1, highest);
    }

    private static void copyRange(Session session, String table, long from, long to) throws SQLException {
        if (from > to) {
            return;
        }
        try {
            session.change(
                    "INSERT OR IGNORE INTO main." + table + " SELECT * FROM source." + table
                            + " WHERE row BETWEEN ? AND ?",
                    from,
                    to);
        } catch (SQLException e) {
            if (from == to) {
                return;
            }
            long middle = from + (to - from) / 2;
            copyRange(session, table, from, middle);
            copyRange(session, table, middle + 1, to);
        }
    }

    /** Makes the new database agree with itself; what was accepted and is lost stays visible in the account. */
    private static void finish(Session session, Outcome outcome, Instant now) throws SQLException {
        session.execute("BEGIN IMMEDIATE");
        session.execute(
                "DELETE FROM outbox WHERE row NOT IN (SELECT row FROM scan WHERE status IN ('PRESENT', 'LATE'))");
        session.execute("INSERT OR IGNORE INTO outbox (row, state) SELECT row, 'PENDING' FROM scan"
                + " WHERE status IN ('PRESENT', 'LATE')");
        session.execute("UPDATE outbox SET state = 'PENDING' WHERE state = 'SENT'");
        session.execute("""
                INSERT INTO tally (day, first_row, last_row, present, late, duplicate, rejected, acked, quarantined)
                SELECT day, min(scan.row), max(scan.row), sum(status = 'PRESENT'), sum(status = 'LATE'),
                       sum(status = 'DUPLICATE'), sum(status = 'REJECTED'), sum(ifnull(state = 'ACKED', 0)),
                       sum(ifnull(state = 'QUARANTINED', 0))
                FROM scan LEFT JOIN outbox ON outbox.row = scan.row WHERE true GROUP BY day
                ON CONFLICT (day) DO UPDATE SET first_row = min(first_row, excluded.first_row),
                  last_row = max(last_row, excluded.last_row), present = max(present, excluded.present),
                  late = max(late, excluded.late), duplicate = max(duplicate, excluded.duplicate),
                  rejected = max(rejected, excluded.rejected), acked = excluded.acked, quarantined = excluded.quarantined
                """);
        Identity.beginEpoch(session);
        SqliteAuditTrail.append(session, now, "store", "database.salvaged", "attendance.db", shortened(outcome.text()));
        session.change(
                "INSERT INTO alert (type, severity, source, at, message) VALUES ('DATABASE_ERROR', 'CRITICAL', 'store', ?, ?)",
                now.toEpochMilli(),
                outcome.text());
        session.execute("COMMIT");
    }

    private static String shortened(String text) {
        return text.length() > 1_000 ? text.substring(0, 1_000) : text;
    }
}
