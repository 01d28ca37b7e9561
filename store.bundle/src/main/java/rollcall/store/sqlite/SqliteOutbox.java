package rollcall.store.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.Outbox;
import rollcall.store.StoreException;

/** The {@link Outbox} in table {@code outbox}, and its share in the {@link Tally}. */
@Component(service = Outbox.class)
public final class SqliteOutbox implements Outbox {
    private static final String DUE =
            ScanTable.SELECT.replace(" FROM scan ", " FROM outbox JOIN scan ON scan.row = outbox.row ")
                    + "WHERE state IN ('PENDING', 'SENT') AND (next_attempt IS NULL OR next_attempt <= ?)"
                    + " ORDER BY outbox.row LIMIT ?";
    private static final String QUARANTINED = ScanTable.SELECT.replace(
                    " FROM scan ",
                    ", attempts, outbox.reason AS refusal FROM outbox JOIN scan ON scan.row = outbox.row ")
            + "WHERE state = 'QUARANTINED' ORDER BY outbox.row LIMIT ?";
    private static final int LONGEST_REASON = 500;

    private final Database database;

    @Activate
    public SqliteOutbox(@Reference Database database) {
        this.database = database;
    }

    @Override
    public List<Scan> due(Instant now, int limit) throws StoreException {
        int rows = Limit.check(limit);
        return database.read(session -> session.list(DUE, ScanTable::scan, now.toEpochMilli(), rows));
    }

    /** A row of the outbox as it stands. */
    private record Row(long row, long day, String state) {}

    private static Optional<Row> row(Session session, ScanId id) throws SQLException {
        return session.first(
                "SELECT outbox.row, day, state FROM scan JOIN outbox ON outbox.row = scan.row WHERE id = ?",
                result -> new Row(result.getLong(1), result.getLong(2), result.getString(3)),
                id.toString());
    }

    @FunctionalInterface
    private interface Change {
        void of(Session session, Row row) throws SQLException;
    }

    private void change(Collection<ScanId> ids, Change change) throws StoreException {
        List<ScanId> all = List.copyOf(ids);
        database.write(session -> {
            for (ScanId id : all) {
                Optional<Row> row = row(session, id);
                if (row.isPresent()) {
                    change.of(session, row.get());
                }
            }
            return all.size();
        });
    }

    @Override
    public void send(Collection<ScanId> ids) throws StoreException {
        change(
                ids,
                (session, row) -> session.change(
                        "UPDATE outbox SET state = 'SENT', attempts = attempts + 1, next_attempt = NULL"
                                + " WHERE row = ? AND state = 'PENDING'",
                        row.row()));
    }

    @Override
    public void acknowledge(Collection<ScanId> ids, Instant at) throws StoreException {
        change(ids, (session, row) -> {
            if (row.state().equals("ACKED")) {
                return;
            }
            session.change(
                    "UPDATE outbox SET state = 'ACKED', next_attempt = NULL, reason = NULL WHERE row = ?", row.row());
            session.change("UPDATE scan SET synced_at = ? WHERE row = ?", at.toEpochMilli(), row.row());
            session.change(
                    "UPDATE tally SET acked = acked + 1, quarantined = quarantined - ? WHERE day = ?",
                    row.state().equals("QUARANTINED") ? 1 : 0,
                    row.day());
        });
    }

    @Override
    public void postpone(Collection<ScanId> ids, Instant nextAttempt, String reason) throws StoreException {
        change(
                ids,
                (session, row) -> session.change(
                        "UPDATE outbox SET state = 'PENDING', next_attempt = ?, reason = ? WHERE row = ? AND state = 'SENT'",
                        nextAttempt.toEpochMilli(),
                        oneLine(reason),
                        row.row()));
    }

    @Override
    public void quarantine(ScanId id, String reason) throws StoreException {
        change(List.of(id), (session, row) -> {
            int changed = session.change(
                    "UPDATE outbox SET state = 'QUARANTINED', next_attempt = NULL, reason = ?"
                            + " WHERE row = ? AND state IN ('PENDING', 'SENT')",
                    oneLine(reason),
                    row.row());
            session.change("UPDATE tally SET quarantined = quarantined + ? WHERE day = ?", changed, row.day());
        });
    }

    @Override
    public boolean requeue(ScanId id) throws StoreException {
        return database.write(session -> {
            Optional<Row> row = row(session, id);
            if (row.isEmpty() || !row.get().state().equals("QUARANTINED")) {
                return false;
            }
            session.change(
                    "UPDATE outbox SET state = 'PENDING', next_attempt = NULL WHERE row = ?",
                    row.get().row());
            session.change(
                    "UPDATE tally SET quarantined = quarantined - 1 WHERE day = ?",
                    row.get().day());
            return true;
        });
    }

    @Override
    public List<Quarantined> quarantined(int limit) throws StoreException {
        int rows = Limit.check(limit);
        return database.read(session -> session.list(
                QUARANTINED,
                row -> new Quarantined(ScanTable.scan(row), row.getInt("attempts"), row.getString("refusal")),
                rows));
    }

    private static String oneLine(String reason) {
        String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) : line;
    }
}
