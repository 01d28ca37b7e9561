package rollcall.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements that take photos and rows out of {@code scan} when their time is over. */
public final class RetentionTable {
    private RetentionTable() {}

    /**
     * A row with a photo.
     *
     * @param row its row
     * @param day the day it counts for
     * @param path where its photo lies
     * @param bytes the photo's size
     */
    public record Pictured(long row, long day, String path, long bytes) {}

    /**
     * Which rows are meant.
     *
     * @param before only rows of days before this epoch day
     * @param unacknowledged whether also rows that the far end never acknowledged
     */
    public record Scope(long before, boolean unacknowledged) {}

    /** Rows with a photo that may go, above {@code row}, lowest first. */
    public static List<Pictured> photos(Session session, long row, Scope scope, int limit) throws SQLException {
        long last = session.number("SELECT ifnull(max(last_row), 0) FROM tally WHERE day < ?", scope.before());
        return session.list(
                "SELECT scan.row, day, photo, photo_bytes FROM scan LEFT JOIN outbox ON outbox.row = scan.row"
                        + " WHERE scan.row > ? AND scan.row <= ? AND photo IS NOT NULL AND day < ?"
                        + " AND (ifnull(state, 'ACKED') = 'ACKED' OR ?) ORDER BY scan.row LIMIT ?",
                RetentionTable::pictured,
                row,
                last,
                scope.before(),
                scope.unacknowledged() ? 1 : 0,
                limit);
    }

    private static Pictured pictured(ResultSet row) throws SQLException {
        return new Pictured(row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4));
    }

    /** The lowest row with a photo at or above {@code row}, or the one after the highest row. */
    public static long firstWithPhoto(Session session, long row) throws SQLException {
        Optional<Long> first = session.first(
                "SELECT row FROM scan WHERE row >= ? AND photo IS NOT NULL ORDER BY row LIMIT 1",
                result -> result.getLong(1),
                row);
        return first.isPresent() ? first.get() : session.number("SELECT ifnull(max(row), 0) + 1 FROM scan");
    }

    /** From now on these rows have no photo. */
    public static void forgetPhotos(Session session, List<Pictured> rows) throws SQLException {
        for (Pictured row : rows) {
            session.change("UPDATE scan SET photo = NULL, photo_bytes = NULL WHERE row = ?", row.row());
        }
    }

    /** The highest row. */
    public static long lastRow(Session session) throws SQLException {
        return session.number("SELECT ifnull(max(row), 0) FROM scan");
    }

    /** The bytes of the photos of the rows above {@code row}. */
    public static long photoBytes(Session session, long row) throws SQLException {
        return session.number("SELECT ifnull(sum(photo_bytes), 0) FROM scan WHERE row > ?", row);
    }

    /** The origins there are. */
    public static List<Long> origins(Session session) throws SQLException {
        return session.list("SELECT key FROM origin ORDER BY key", row -> row.getLong(1));
    }

    /**
     * A row that may be removed.
     *
     * @param row its row
     * @param sequence its number
     * @param day the day it counts for
     * @param state of its outbox row; null for a scan that does not count
     * @param photo its photo, if it still has one
     * @param photoBytes the photo's size
     */
    public record Old(
            long row,
            long sequence,
            long day,
            @Nullable String state,
            @Nullable String photo,
            long photoBytes) {}

    /**
     * The first rows of an origin's numbering that may be removed: a prefix without a hole, as nothing behind a row that
     * stays may go; never the newest row of the origin, whose number tells the next one, nor the highest row.
     */
    public static List<Old> prefix(Session session, long origin, Scope scope, int limit) throws SQLException {
        List<Old> candidates = session.list(
                "SELECT scan.row, sequence, day, state, photo, photo_bytes FROM scan"
                        + " LEFT JOIN outbox ON outbox.row = scan.row WHERE origin = ? AND sequence < (SELECT max(sequence)"
                        + " FROM scan WHERE origin = ?) AND scan.row < (SELECT max(row) FROM scan)"
                        + " ORDER BY sequence LIMIT ?",
                row -> new Old(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6)),
                origin,
                origin,
                limit);
        long next = session.number("SELECT pruned FROM origin WHERE key = ?", origin) + 1;
        List<Old> prefix = new ArrayList<>();
        for (Old row : candidates) {
            boolean done = row.state() == null || row.state().equals("ACKED") || scope.unacknowledged();
            if (row.sequence() != next || row.day() >= scope.before() || !done) {
                break;
            }
            prefix.add(row);
            next++;
        }
        return prefix;
    }

    /** Removes a prefix that was found in the same transaction, and keeps the account. */
    public static void remove(Session session, long origin, List<Old> prefix) throws SQLException {
        for (Old row : prefix) {
            session.change("DELETE FROM refusal WHERE row = ?", row.row());
            session.change("DELETE FROM outbox WHERE row = ?", row.row());
            session.change("DELETE FROM scan_clock WHERE row = ?", row.row());
            session.change("DELETE FROM scan WHERE row = ?", row.row());
            if (row.state() != null) {
                session.change(
                        "UPDATE tally SET removed = removed + 1, acked = acked - ?, quarantined = quarantined - ?"
                                + " WHERE day = ?",
                        row.state().equals("ACKED") ? 1 : 0,
                        row.state().equals("QUARANTINED") ? 1 : 0,
                        row.day());
            }
        }
        if (!prefix.isEmpty()) {
            long last = prefix.get(prefix.size() - 1).sequence();
            session.change("UPDATE origin SET pruned = ? WHERE key = ?", last, origin);
        }
    }
}
