package rollcall.store.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rollcall.scan.ScanId;
import rollcall.store.Outbox.Target;

/**
 * The statements over {@code target} and {@code refusal}.
 *
 * <p>Every row of the outbox at or below the cursor of a target is settled for it, but for those that wait in
 * {@code refusal} as {@code REQUEUED}.
 */
final class TargetTable {
    private static final String OWED = "state IN ('PENDING', 'SENT')";

    private TargetTable() {}

    static void open(Session session, String name) throws SQLException {
        session.change("INSERT INTO target (name) VALUES (?) ON CONFLICT (name) DO NOTHING", name);
    }

    static boolean close(Session session, String name) throws SQLException {
        session.change("DELETE FROM refusal WHERE target = (SELECT key FROM target WHERE name = ?)", name);
        return session.change("DELETE FROM target WHERE name = ?", name) == 1;
    }

    static long key(Session session, String name) throws SQLException {
        return session.first("SELECT key FROM target WHERE name = ?", row -> row.getLong(1), name)
                .orElseThrow(() -> new IllegalArgumentException("target " + name + " is not open"));
    }

    /** What a target answered about a row. */
    private record Answer(boolean acked, String reason) {}

    static void settle(Session session, String name, Collection<ScanId> acked, Map<ScanId, String> refused)
            throws SQLException {
        long target = key(session, name);
        long cursor = session.number("SELECT cursor FROM target WHERE key = ?", target);
        Map<Long, Answer> answers = new TreeMap<>();
        for (ScanId id : acked) {
            owed(session, id).ifPresent(row -> answers.put(row, new Answer(true, "")));
        }
        for (Map.Entry<ScanId, String> refusal : refused.entrySet()) {
            owed(session, refusal.getKey()).ifPresent(row -> answers.put(row, new Answer(false, refusal.getValue())));
        }
        long last = cursor;
        long ahead = 0;
        for (Map.Entry<Long, Answer> answer : answers.entrySet()) {
            long row = answer.getKey();
            if (row > cursor) {
                last = row;
                ahead++;
            }
            answer(session, target, row, answer.getValue());
        }
        if (session.number("SELECT count(*) FROM outbox WHERE row > ? AND row <= ? AND " + OWED, cursor, last)
                != ahead) {
            throw new IllegalArgumentException("rows before row " + last + " are still owed to target " + name);
        }
        session.change("UPDATE target SET cursor = ? WHERE key = ?", last, target);
    }

    private static Optional<Long> owed(Session session, ScanId id) throws SQLException {
        return session.first(
                "SELECT outbox.row FROM scan JOIN outbox ON outbox.row = scan.row WHERE id = ? AND " + OWED,
                row -> row.getLong(1),
                id.toString());
    }

    private static void answer(Session session, long target, long row, Answer answer) throws SQLException {
        if (answer.acked()) {
            session.change("DELETE FROM refusal WHERE target = ? AND row = ? AND state = 'REQUEUED'", target, row);
        } else {
            session.change(
                    "INSERT INTO refusal (target, row, state, attempts, reason) VALUES (?, ?, 'QUARANTINED', 1, ?)"
                            + " ON CONFLICT (target, row) DO UPDATE SET state = 'QUARANTINED', reason = excluded.reason,"
                            + " attempts = attempts + 1",
                    target,
                    row,
                    answer.reason());
        }
    }

    /** The rows that every open target has settled and that are still counted as owed, lowest first. */
    static List<Long> settled(Session session, int limit) throws SQLException {
        return session.list(
                "SELECT row FROM outbox WHERE " + OWED + " AND row <= (SELECT min(cursor) FROM target)"
                        + " AND NOT EXISTS (SELECT 1 FROM refusal WHERE refusal.row = outbox.row"
                        + " AND refusal.state = 'REQUEUED') ORDER BY row LIMIT ?",
                row -> row.getLong(1),
                limit);
    }

    /** Why a target has refused a row, if one has. */
    static Optional<String> refusal(Session session, long row) throws SQLException {
        return session.first(
                "SELECT reason FROM refusal WHERE row = ? AND state = 'QUARANTINED'", found -> found.getString(1), row);
    }

    /** Owes a row again to the targets that refused it, or, if none is known to have, to all that are past it. */
    static void requeue(Session session, long row) throws SQLException {
        if (session.change("UPDATE refusal SET state = 'REQUEUED' WHERE row = ?", row) == 0) {
            session.change(
                    "INSERT INTO refusal (target, row, state) SELECT key, ?1, 'REQUEUED' FROM target WHERE cursor >= ?1",
                    row);
        }
    }

    static List<Target> list(Session session) throws SQLException {
        return session.list(
                "SELECT name, (SELECT count(*) FROM outbox WHERE row > cursor AND " + OWED + ")"
                        + " + (SELECT count(*) FROM refusal WHERE target = key AND state = 'REQUEUED'),"
                        + " (SELECT captured_at FROM scan WHERE row = min("
                        + "ifnull((SELECT min(row) FROM outbox WHERE row > cursor AND " + OWED
                        + "), 9223372036854775807),"
                        + " ifnull((SELECT min(row) FROM refusal WHERE target = key AND state = 'REQUEUED'), 9223372036854775807))),"
                        + " (SELECT count(*) FROM refusal WHERE target = key AND state = 'QUARANTINED')"
                        + " FROM target ORDER BY name",
                row -> {
                    long oldest = row.getLong(3);
                    boolean nothing = row.wasNull();
                    return new Target(
                            row.getString(1),
                            row.getLong(2),
                            nothing ? Optional.empty() : Optional.of(Instant.ofEpochMilli(oldest)),
                            row.getLong(4));
                });
    }
}
