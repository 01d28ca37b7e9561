package rollcall.store.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The statements that make the store forget a student. */
public final class ForgetTable {
    /** A photo lies in the folder of its day, and so do the rows that may point at it. */
    private static final String STILL_USED =
            "SELECT count(*) FROM tally JOIN scan ON scan.row BETWEEN first_row AND last_row"
                    + " WHERE tally.day = unixepoch(replace(substr(?, 1, 10), '/', '-')) / 86400 AND photo = ?";

    private ForgetTable() {}

    /**
     * What went.
     *
     * @param scans scans that now bear the pseudonym
     * @param photos paths of the photos that no row points at any more
     * @param listed whether there was a roster line
     */
    public record Forgotten(int scans, List<String> photos, boolean listed) {
        public String text() {
            return scans + " scans pseudonymised, " + photos.size() + " photos and " + (listed ? "one" : "no")
                    + " roster line removed";
        }
    }

    /**
     * Where a code stands.
     *
     * @param rows the rows that bear it
     * @param last the last row that was looked at
     */
    public record Found(List<Long> rows, long last) {}

    /** Looks through all rows. */
    public static Found find(Session session, String code) throws SQLException {
        return new Found(
                session.list("SELECT row FROM scan WHERE code = ?", row -> row.getLong(1), code),
                session.number("SELECT max(row) FROM scan"));
    }

    /**
     * Forgets in one transaction, with an entry in the audit trail that does not name the student.
     *
     * @param found where the code stood a moment ago; rows that came since are found here
     * @param inFile whether a line was taken out of the roster's file already
     * @return empty if nothing was known of the code
     */
    public static Optional<Forgotten> forget(
            Session session, String code, Found found, String pseudonym, boolean inFile, Instant now)
            throws SQLException {
        List<Long> all = new ArrayList<>(found.rows());
        all.addAll(session.list(
                "SELECT row FROM scan WHERE row > ? AND code = ?", row -> row.getLong(1), found.last(), code));
        session.execute("PRAGMA secure_delete = ON");
        try {
            Set<String> photos = new TreeSet<>();
            for (long row : all) {
                photos.addAll(session.list(
                        "SELECT photo FROM scan WHERE row = ? AND photo IS NOT NULL",
                        result -> result.getString(1),
                        row));
                session.change(
                        "UPDATE scan SET code = ?, name = '', section = '', listed = 0, photo = NULL, photo_bytes = NULL,"
                                + " quality = NULL, correlation = NULL WHERE row = ?",
                        pseudonym,
                        row);
            }
            List<String> unused = new ArrayList<>();
            for (String photo : photos) {
                if (session.number(STILL_USED, photo, photo) == 0) {
                    unused.add(photo);
                }
            }
            boolean listed = RosterTable.forget(session, code) || inFile;
            if (all.isEmpty() && !listed) {
                return Optional.empty();
            }
            Forgotten forgotten = new Forgotten(all.size(), unused, listed);
            SqliteAuditTrail.append(session, now, "command", "student.forgotten", pseudonym, forgotten.text());
            return Optional.of(forgotten);
        } finally {
            session.execute("PRAGMA secure_delete = OFF");
        }
    }
}
