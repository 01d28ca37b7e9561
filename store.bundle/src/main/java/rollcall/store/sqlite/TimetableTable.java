package rollcall.store.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The texts of schedules in table {@code timetable}, by where they came from. */
public final class TimetableTable {
    private TimetableTable() {}

    public static Optional<String> text(Session session, String name) throws SQLException {
        return session.first("SELECT text FROM timetable WHERE name = ?", row -> row.getString(1), name);
    }

    /** Keeps a text; writes nothing if it is the same, as at most starts. */
    public static void put(Session session, String name, String text, Instant now) throws SQLException {
        session.change(
                "INSERT INTO timetable (name, text, applied_at) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE"
                        + " SET text = excluded.text, applied_at = excluded.applied_at WHERE text <> excluded.text",
                name,
                text,
                now.toEpochMilli());
    }

    public static void remove(Session session, String name) throws SQLException {
        session.change("DELETE FROM timetable WHERE name = ?", name);
    }
}
