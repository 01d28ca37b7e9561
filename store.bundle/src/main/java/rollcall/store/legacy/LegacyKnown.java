package rollcall.store.legacy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.sqlite.ImportedScans;
import rollcall.store.sqlite.Session;
import rollcall.store.sqlite.SqliteDeviceState;

/**
 * What this terminal knows of a row already.
 *
 * @param here whether it was taken over, be it that retention has removed it since
 * @param pictured whether it is here with its photo
 */
record LegacyKnown(boolean here, boolean pictured) {
    /** What is known of each of the scans. */
    static List<LegacyKnown> of(Session session, List<LegacyScan> scans, LegacyOrigin origin) throws SQLException {
        // What retention has removed since must not come back.
        long removed = ImportedScans.isPruned(session, origin.device()) ? mark(session, origin) : Long.MIN_VALUE;
        List<LegacyKnown> known = new ArrayList<>();
        for (LegacyScan scan : scans) {
            Optional<Scan> found = Optional.empty();
            for (ScanId id : scan.ids()) {
                found = found.isPresent() ? found : ImportedScans.find(session, id);
            }
            known.add(new LegacyKnown(
                    found.isPresent() || scan.row().id() <= removed,
                    found.isPresent() && found.get().evidence().photo().isPresent()));
        }
        return known;
    }

    /** Remembers that all rows up to this one were looked at. */
    static void mark(Session session, LegacyOrigin origin, long row) throws SQLException {
        SqliteDeviceState.put(session, origin.markKey(), Math.max(row, mark(session, origin)));
    }

    private static long mark(Session session, LegacyOrigin origin) throws SQLException {
        return SqliteDeviceState.get(session, origin.markKey())
                .map(Long::valueOf)
                .orElse(Long.MIN_VALUE);
    }
}
