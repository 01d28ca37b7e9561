package rollcall.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import rollcall.store.Messages.Counts;
import rollcall.store.Messages.Due;
import rollcall.store.Messages.Message;

/** The statements over {@code message}, {@code message_day} and {@code message_stop}. */
final class MessageTable {
    /** A number that is stopped, or a student for whom none is wanted, is as none. */
    private static final String DUE =
            "SELECT key, subject, kind, message.code, session, at, attempts, ifnull(name, ''), ifnull(section, ''),"
                    + " CASE WHEN opt_out = 0 AND message_stop.phone IS NULL THEN guardian.phone ELSE '' END"
                    + " FROM message LEFT JOIN student ON student.code = message.code"
                    + " LEFT JOIN guardian ON guardian.code = message.code"
                    + " LEFT JOIN message_stop ON message_stop.phone = guardian.phone"
                    + " WHERE state = 'WAITING' AND next_at <= ? ORDER BY message.row LIMIT ?";

    private MessageTable() {}

    static boolean add(Session session, Message message) throws SQLException {
        return session.change(
                        "INSERT OR IGNORE INTO message (key, subject, kind, code, session, at, state)"
                                + " VALUES (?, ?, ?, ?, ?, ?, 'WAITING')",
                        UUID.randomUUID(),
                        message.subject(),
                        message.kind(),
                        message.code(),
                        message.session(),
                        message.at().toEpochMilli())
                > 0;
    }

    static List<Due> due(Session session, Instant now, int limit) throws SQLException {
        return session.list(DUE, MessageTable::read, now.toEpochMilli(), limit);
    }

    private static Due read(ResultSet row) throws SQLException {
        String phone = row.getString(10);
        return new Due(
                row.getString(1),
                new Message(
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        Instant.ofEpochMilli(row.getLong(6))),
                row.getString(8),
                row.getString(9),
                phone == null ? "" : phone,
                row.getInt(7));
    }

    static void begin(Session session, String key, LocalDate day, Instant next) throws SQLException {
        session.change(
                "INSERT INTO message_day (day, tried) VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET tried = tried + 1",
                day.toEpochDay());
        session.change(
                "UPDATE message SET attempts = attempts + 1, next_at = ? WHERE key = ?", next.toEpochMilli(), key);
    }

    static Counts counts(Session session) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        for (String state : List.of("WAITING", "SENT", "REFUSED", "DROPPED")) {
            numbers.add((int) session.number("SELECT count(*) FROM message WHERE state = ?", state));
        }
        return new Counts(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
    }

    static int prune(Session session, Instant before) throws SQLException {
        session.change("DELETE FROM message_day WHERE day < ?", before.toEpochMilli() / 86_400_000);
        return session.change("DELETE FROM message WHERE state <> 'WAITING' AND at < ?", before.toEpochMilli());
    }

    static boolean stop(Session session, String code, boolean stopped) throws SQLException {
        if (session.number("SELECT count(*) FROM guardian WHERE code = ?", code) == 0) {
            return false;
        }
        session.change(
                stopped
                        ? "INSERT OR IGNORE INTO message_stop SELECT phone FROM guardian WHERE code = ?"
                        : "DELETE FROM message_stop WHERE phone = (SELECT phone FROM guardian WHERE code = ?)",
                code);
        return true;
    }

    /** Forgets what was said of a student, and that a number is stopped which no other student has. */
    static void forget(Session session, String code) throws SQLException {
        session.change("DELETE FROM message WHERE code = ?", code);
        session.change(
                "DELETE FROM message_stop WHERE phone = (SELECT phone FROM guardian WHERE code = ?1)"
                        + " AND NOT EXISTS (SELECT 1 FROM guardian WHERE guardian.phone = message_stop.phone AND code <> ?1)",
                code);
    }
}
