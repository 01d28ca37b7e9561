package rollcall.store.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import rollcall.scan.Capture;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.PhotoReference;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.scan.Student;

/** Scans that another system has accepted, stored as they stand: nothing is decided about them again. */
public final class ImportedScans {
    /** The epoch of every origin of such scans. */
    private static final int EPOCH = 0;

    private ImportedScans() {}

    /**
     * A scan of another system.
     *
     * @param capture id, code, time and correlation; what else it bears is not looked at
     * @param day the local day it counts for
     * @param student the line that system's roster had for the code
     * @param decision what that system decided
     * @param photo where its photo lies already
     * @param syncedAt when the far end acknowledged it; empty if it still has to be told
     */
    public record Imported(
            Capture capture,
            LocalDate day,
            Optional<Student> student,
            Accepted decision,
            Optional<PhotoReference> photo,
            Optional<Instant> syncedAt) {}

    /** The scan with that id, if it is here. */
    public static Optional<Scan> find(Session session, ScanId id) throws SQLException {
        return ScanTable.byId(session, id);
    }

    /** The key of that system's origin, which is made if it is not here. */
    public static long origin(Session session, String device) throws SQLException {
        session.change(
                "INSERT INTO origin (device, epoch) VALUES (?, ?) ON CONFLICT (device, epoch) DO NOTHING",
                device,
                EPOCH);
        return session.number("SELECT key FROM origin WHERE device = ? AND epoch = ?", device, EPOCH);
    }

    /** Whether retention has removed scans of that system. */
    public static boolean isPruned(Session session, String device) throws SQLException {
        return session.number("SELECT pruned FROM origin WHERE device = ? AND epoch = ?", device, EPOCH) > 0;
    }

    /** Adds a scan with the next number of its origin, its outbox row and its share in the tally. */
    public static void add(Session session, long origin, Imported scan) throws SQLException {
        long row = ScanTable.insert(
                session,
                origin,
                scan.capture(),
                scan.capture().code(),
                scan.day(),
                new ScanTable.Resolved(scan.student(), scan.decision(), ClockTrust.UNTRUSTED, scan.photo()));
        session.change(
                "INSERT INTO outbox (row, state) VALUES (?, ?)",
                row,
                scan.syncedAt().isPresent() ? "ACKED" : "PENDING");
        Tally.count(session, scan.day(), row, ScanTable.status(scan.decision()));
        // The rows of a day lie between the first and the last of its tally, whatever order they were stored in.
        session.change(
                "UPDATE tally SET first_row = min(first_row, ?), last_row = max(last_row, ?), acked = acked + ?"
                        + " WHERE day = ?",
                row,
                row,
                scan.syncedAt().isPresent() ? 1 : 0,
                scan.day().toEpochDay());
        if (scan.syncedAt().isPresent()) {
            session.change(
                    "UPDATE scan SET synced_at = ? WHERE row = ?",
                    scan.syncedAt().get().toEpochMilli(),
                    row);
        }
    }
}
