package rollcall.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.alert.Alert;
import rollcall.alert.AlertState;
import rollcall.alert.AlertStore;
import rollcall.alert.Notice;
import rollcall.alert.Pending;
import rollcall.alert.Severity;
import rollcall.alert.Silence;
import rollcall.store.StoreException;

/** The {@link AlertStore} in tables {@code alert_life}, {@code alert_outbox} and {@code alert_silence}. */
@Component(service = AlertStore.class)
public final class SqliteAlertStore implements AlertStore {
    private static final String LIFE = "a.id, a.type, a.source, a.device, a.severity, a.state, a.message, a.parameters,"
            + " a.steps, a.started_at, a.seen_at, a.occurrences, a.events, a.acknowledged";
    private static final String ROW = "SELECT " + LIFE
            + ", o.key, o.kind, o.channel, o.at, o.state, o.attempts, o.next_at, o.batch, o.answer, o.severity,"
            + " o.message FROM alert_outbox o JOIN alert_life a ON a.id = o.alert ";

    private static final String KEEP_LIFE =
            "INSERT INTO alert_life (id, type, source, device, severity, state, message,"
                    + " parameters, steps, started_at, seen_at, occurrences, events, acknowledged) VALUES ";
    private static final String KEEP_LIFE_AGAIN = " ON CONFLICT (id) DO UPDATE SET severity = excluded.severity,"
            + " state = excluded.state, message = excluded.message, parameters = excluded.parameters,"
            + " seen_at = excluded.seen_at, occurrences = excluded.occurrences, events = excluded.events,"
            + " acknowledged = excluded.acknowledged";
    private static final String KEEP_ROW = "INSERT INTO alert_outbox (key, alert, kind, severity, message, channel, at,"
            + " state, attempts, next_at, batch, answer) VALUES ";
    private static final String KEEP_ROW_AGAIN = " ON CONFLICT (key) DO UPDATE SET state = excluded.state, attempts ="
            + " excluded.attempts, next_at = excluded.next_at, batch = excluded.batch, answer = excluded.answer";

    /** Rows in one statement; fixed, so that few statements are prepared. */
    private static final int TOGETHER = 50;

    private final Database database;

    @Activate
    public SqliteAlertStore(@Reference Database database) {
        this.database = database;
    }

    @Override
    public void keep(Change change) throws StoreException {
        database.write(session -> {
            rows(
                    session,
                    KEEP_LIFE,
                    KEEP_LIFE_AGAIN,
                    change.alerts().stream().map(SqliteAlertStore::values).toList());
            rows(
                    session,
                    KEEP_ROW,
                    KEEP_ROW_AGAIN,
                    change.pending().stream().map(SqliteAlertStore::values).toList());
            for (Silence silence : change.silences()) {
                session.change(
                        "INSERT OR REPLACE INTO alert_silence (type, source, until, who, reason) VALUES (?, ?, ?, ?,"
                                + " ?)",
                        silence.type(),
                        silence.source(),
                        silence.until().toEpochMilli(),
                        silence.who(),
                        silence.reason());
            }
            return change;
        });
    }

    /** Many rows with one statement: a storm of alerts would cost a call into the driver for each row. */
    private static void rows(Session session, String insert, String again, List<Object[]> rows) throws SQLException {
        int done = 0;
        while (done < rows.size()) {
            int count = rows.size() - done >= TOGETHER ? TOGETHER : 1;
            List<Object> values = new ArrayList<>();
            for (Object[] row : rows.subList(done, done + count)) {
                values.addAll(List.of(row));
            }
            String places = "(" + "?, ".repeat(rows.get(done).length - 1) + "?)";
            String sql = insert + String.join(", ", Collections.nCopies(count, places)) + again;
            session.change(sql, values.toArray());
            done += count;
        }
    }

    private static Object[] values(Alert alert) {
        return new Object[] {
            alert.id().toString(),
            alert.type(),
            alert.source(),
            alert.device(),
            alert.severity().name(),
            alert.state().name(),
            alert.message(),
            text(alert.parameters()),
            String.join("\n", alert.steps()),
            alert.startedAt().toEpochMilli(),
            alert.seenAt().toEpochMilli(),
            alert.occurrences(),
            alert.events(),
            alert.acknowledgedBy()
        };
    }

    private static Object[] values(Pending row) {
        return new Object[] {
            row.key(),
            row.alert().id().toString(),
            row.kind().name(),
            row.alert().severity().name(),
            row.alert().message(),
            row.channel(),
            row.at().toEpochMilli(),
            row.state().name(),
            row.attempts(),
            row.nextAt().toEpochMilli(),
            row.batch(),
            row.answer()
        };
    }

    @Override
    public Change load(Instant now) throws StoreException {
        return database.read(session -> new Change(
                session.list(
                        "SELECT " + LIFE + " FROM alert_life a WHERE a.state <> 'RESOLVED' ORDER BY a.started_at",
                        row -> alert(row, row.getString(5), row.getString(7))),
                session.list(ROW + "WHERE o.state = 'WAITING' ORDER BY o.row", SqliteAlertStore::pending),
                session.list(
                        "SELECT type, source, until, who, reason FROM alert_silence WHERE until > ?",
                        row -> new Silence(
                                row.getString(1),
                                row.getString(2),
                                Instant.ofEpochMilli(row.getLong(3)),
                                row.getString(4),
                                row.getString(5)),
                        now.toEpochMilli())));
    }

    @Override
    public List<Pending> dead(int limit) throws StoreException {
        int rows = Limit.check(limit);
        return database.read(session -> session.list(
                ROW + "WHERE o.state = 'DEAD' ORDER BY o.at DESC LIMIT ?", SqliteAlertStore::pending, rows));
    }

    @Override
    public int forget(Instant before) throws StoreException {
        return database.write(session -> {
            int rows = session.change(
                    "DELETE FROM alert_outbox WHERE state <> 'WAITING' AND at < ?", before.toEpochMilli());
            int alerts = session.change(
                    "DELETE FROM alert_life WHERE state = 'RESOLVED' AND seen_at < ?"
                            + " AND id NOT IN (SELECT alert FROM alert_outbox)",
                    before.toEpochMilli());
            session.change("DELETE FROM alert_silence WHERE until < ?", before.toEpochMilli());
            return rows + alerts;
        });
    }

    private static Pending pending(ResultSet row) throws SQLException {
        return new Pending(
                row.getString(15),
                Notice.Kind.valueOf(row.getString(16)),
                alert(row, row.getString(24), row.getString(25)),
                row.getString(17),
                Instant.ofEpochMilli(row.getLong(18)),
                Pending.State.valueOf(row.getString(19)),
                row.getInt(20),
                Instant.ofEpochMilli(row.getLong(21)),
                row.getString(22),
                row.getString(23));
    }

    /** Severity and message of an event are those of its time; everything else is the alert's of now. */
    private static Alert alert(ResultSet row, String severity, String message) throws SQLException {
        return new Alert(
                UUID.fromString(row.getString(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Severity.valueOf(severity),
                AlertState.valueOf(row.getString(6)),
                message,
                parameters(row.getString(8)),
                row.getString(9).lines().toList(),
                Instant.ofEpochMilli(row.getLong(10)),
                Instant.ofEpochMilli(row.getLong(11)),
                row.getLong(12),
                row.getInt(13),
                row.getString(14));
    }

    /** Keys and values are words, so that no separator can stand in them. */
    private static String text(Map<String, String> parameters) {
        StringBuilder text = new StringBuilder();
        parameters.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        return text.toString();
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int split = line.indexOf('=');
            parameters.put(line.substring(0, split), line.substring(split + 1));
        });
        return parameters;
    }
}
