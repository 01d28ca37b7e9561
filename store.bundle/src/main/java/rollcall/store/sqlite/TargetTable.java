package rollcall.store.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** Of a row of the outbox at or below every cursor. */
    private static final String SETTLED = OWED + " AND NOT EXISTS (SELECT 1 FROM refusal WHERE refusal.row = outbox.row"
            + " AND refusal.state = 'REQUEUED')";

    /** Of a refusal in a range of rows. */
    private static final String REFUSED = "state = 'QUARANTINED' AND row BETWEEN ?1 AND ?2";

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

    /**
     * What a target answered.
     *
     * @param acked rows that it has, ascending
     * @param refused rows that it will never take, and why
     */
    record Answer(List<Long> acked, Map<Long, String> refused) {
        /** Of scans whose rows may be looked up before, as a scan keeps its row; those that are owed to nobody are left out. */
        static Answer of(Session session, Collection<ScanId> acked, Map<ScanId, String> refused) throws SQLException {
            List<Long> rows = new ArrayList<>(owed(session, acked).values());
            Map<Long, String> reasons = new TreeMap<>();
            owed(session, refused.keySet()).forEach((id, row) -> reasons.put(row, refused.get(id)));
            rows.removeAll(reasons.keySet());
            Collections.sort(rows);
            return new Answer(rows, reasons);
        }

        private static Map<ScanId, Long> owed(Session session, Collection<ScanId> ids) throws SQLException {
            Map<ScanId, Long> rows = new HashMap<>();
            session.list(
                    "SELECT scan.id, outbox.row FROM json_each(?) AS answered JOIN scan ON scan.id = answered.value"
                            + " JOIN outbox ON outbox.row = scan.row WHERE " + OWED,
                    row -> rows.put(new ScanId(UUID.fromString(row.getString(1))), row.getLong(2)),
                    ids.stream().map(id -> '"' + id.toString() + '"').collect(Collectors.joining(",", "[", "]")));
            return rows;
        }

        /** The last row of the answer, or the cursor if that is behind it. */
        private long last(long cursor) {
            long last = acked.isEmpty() ? cursor : Math.max(cursor, acked.get(acked.size() - 1));
            return refused.keySet().stream().reduce(last, Math::max);
        }

        private String rows() {
            return json(Stream.concat(acked.stream(), refused.keySet().stream()));
        }
    }

    private static String json(Stream<Long> rows) {
        return rows.map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }

    static void settle(Session session, String name, Answer answer) throws SQLException {
        long target = key(session, name);
        long cursor = session.number("SELECT cursor FROM target WHERE key = ?", target);
        long last = answer.last(cursor);
        if (session.number(
                        "SELECT count(*) FROM outbox WHERE row > ? AND row <= ? AND " + OWED
                                + " AND row NOT IN (SELECT value FROM json_each(?))",
                        cursor,
                        last,
                        answer.rows())
                > 0) {
            throw new IllegalArgumentException("rows before row " + last + " are still owed to target " + name);
        }
        String again = json(answer.acked().stream().filter(row -> row <= cursor));
        if (!again.equals("[]")) {
            session.change(
                    "DELETE FROM refusal WHERE target = ? AND state = 'REQUEUED'"
                            + " AND row IN (SELECT value FROM json_each(?))",
                    target,
                    again);
        }
        for (Map.Entry<Long, String> refusal : answer.refused().entrySet()) {
            session.change(
                    "INSERT INTO refusal (target, row, state, attempts, reason) SELECT ?1, row, 'QUARANTINED', 1, ?3"
                            + " FROM outbox WHERE row = ?2 AND " + OWED
                            + " AND (row > ?4 OR EXISTS (SELECT 1 FROM refusal WHERE target = ?1 AND row = ?2 AND"
                            + " refusal.state = 'REQUEUED')) ON CONFLICT (target, row) DO UPDATE SET state ="
                            + " 'QUARANTINED', reason = excluded.reason, attempts = attempts + 1",
                    target,
                    refusal.getKey(),
                    refusal.getValue(),
                    cursor);
        }
        session.change("UPDATE target SET cursor = ? WHERE key = ?", last, target);
    }

    /**
     * Closes the account of the first rows that every open target has settled and that are still counted as owed: one
     * statement for each table, however many rows they are.
     *
     * @param limit the most rows
     * @return how many
     */
    static int finish(Session session, int limit, Instant at) throws SQLException {
        long[] range = session.first(
                        "SELECT min(row), max(row), count(*) FROM (SELECT row FROM outbox WHERE "
                                + "row <= (SELECT min(cursor) FROM target) AND " + SETTLED + " ORDER BY row LIMIT ?)",
                        row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)},
                        limit)
                .orElseThrow();
        if (range[2] == 0) {
            return 0;
        }
        Object[] rows = {range[0], range[1]};
        if (session.number("SELECT EXISTS (SELECT 1 FROM refusal WHERE " + REFUSED + ")", rows) > 0) {
            count(session, "quarantined", " AND outbox.row IN (SELECT row FROM refusal WHERE " + REFUSED + ")", rows);
            session.change(
                    "UPDATE outbox SET state = 'QUARANTINED', next_attempt = NULL, attempts = attempts + 1, reason ="
                            + " (SELECT reason FROM refusal WHERE refusal.row = outbox.row AND state = 'QUARANTINED' LIMIT"
                            + " 1) WHERE row BETWEEN ?1 AND ?2 AND " + SETTLED
                            + " AND row IN (SELECT row FROM refusal WHERE " + REFUSED + ")",
                    rows);
        }
        count(session, "acked", "", rows);
        session.change(
                "UPDATE scan SET synced_at = ?3 WHERE row IN (SELECT row FROM outbox WHERE row BETWEEN ?1 AND ?2 AND "
                        + SETTLED + ")",
                range[0],
                range[1],
                at.toEpochMilli());
        session.change(
                "UPDATE outbox SET state = 'ACKED', next_attempt = NULL, reason = NULL, attempts = attempts + 1"
                        + " WHERE row BETWEEN ?1 AND ?2 AND " + SETTLED,
                rows);
        return (int) range[2];
    }

    /** Adds the settled rows of a range to a column of the days they count for. */
    private static void count(Session session, String column, String condition, Object[] rows) throws SQLException {
        session.change(
                "UPDATE tally SET " + column + " = " + column + " + done.rows FROM (SELECT day, count(*) AS rows"
                        + " FROM outbox JOIN scan ON scan.row = outbox.row WHERE outbox.row BETWEEN ?1 AND ?2 AND "
                        + SETTLED + condition + " GROUP BY day) AS done WHERE tally.day = done.day",
                rows);
    }

    /** Owes a row again to the targets that refused it, or, if none is known to have, to all that are past it. */
    static void requeue(Session session, long row) throws SQLException {
        if (session.change("UPDATE refusal SET state = 'REQUEUED' WHERE row = ?", row) == 0) {
            session.change(
                    "INSERT INTO refusal (target, row, state) SELECT key, ?1, 'REQUEUED' FROM target WHERE cursor >="
                            + " ?1",
                    row);
        }
    }

    static List<Target> list(Session session) throws SQLException {
        return session.list(
                "SELECT name, (SELECT count(*) FROM outbox WHERE row > cursor AND " + OWED + ")"
                        + " + (SELECT count(*) FROM refusal WHERE target = key AND state = 'REQUEUED'),"
                        + " (SELECT captured_at FROM scan WHERE row = min("
                        + "ifnull((SELECT min(row) FROM outbox WHERE row > cursor AND " + OWED
                        + "), 9223372036854775807), ifnull((SELECT min(row) FROM refusal WHERE target = key AND state"
                        + " = 'REQUEUED'), 9223372036854775807))), (SELECT count(*) FROM refusal WHERE target = key"
                        + " AND state = 'QUARANTINED') FROM target ORDER BY name",
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
