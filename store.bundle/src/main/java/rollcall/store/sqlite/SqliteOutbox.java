package rollcall.store.sqlite;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.Outbox;
import rollcall.store.StoreException;

/** The {@link Outbox} in tables {@code outbox}, {@code target} and {@code refusal}, and its share in the {@link Tally}. */
@Component(service = Outbox.class)
public final class SqliteOutbox implements Outbox {
    private static final String AGAIN =
            ScanTable.SELECT.replace(" FROM scan ", " FROM refusal JOIN scan ON scan.row = refusal.row ")
                    + "WHERE refusal.target = ? AND refusal.state = 'REQUEUED' ORDER BY refusal.row LIMIT ?";
    private static final String NEXT =
            ScanTable.SELECT.replace(" FROM scan ", " FROM outbox JOIN scan ON scan.row = outbox.row ")
                    + "WHERE state IN ('PENDING', 'SENT') AND outbox.row > (SELECT cursor FROM target WHERE key = ?)"
                    + " ORDER BY outbox.row LIMIT ?";
    private static final String QUARANTINED = ScanTable.SELECT.replace(
                    " FROM scan ",
                    ", ifnull((SELECT target.name FROM target WHERE target.key = bad.target), '') AS refuser,"
                            + " ifnull(refusal.attempts, outbox.attempts) AS refusals,"
                            + " coalesce(refusal.reason, outbox.reason, '') AS refusal FROM ("
                            + "SELECT row, target FROM refusal WHERE state = 'QUARANTINED' UNION"
                            + " SELECT row, NULL FROM outbox WHERE state = 'QUARANTINED'"
                            + " AND row NOT IN (SELECT row FROM refusal)) AS bad"
                            + " JOIN outbox ON outbox.row = bad.row JOIN scan ON scan.row = bad.row"
                            + " LEFT JOIN refusal ON refusal.row = bad.row AND refusal.target = bad.target ")
            + "ORDER BY bad.row, refuser LIMIT ?";
    private static final int LONGEST_REASON = 500;

    /** Rows that become done in one transaction when a target that was behind is closed. */
    private static final int DONE_AT_ONCE = 1_000;

    private final Database database;

    @Activate
    public SqliteOutbox(@Reference Database database) {
        this.database = database;
    }

    @Override
    public void open(String target) throws StoreException {
        if (!target.matches("[a-z][a-z0-9-]{0,31}")) {
            throw new IllegalArgumentException("target '" + target
                    + "': a lower-case letter and up to 31 lower-case letters, digits and dashes are allowed");
        }
        database.write(session -> {
            TargetTable.open(session, target);
            return target;
        });
    }

    @Override
    public boolean close(String target) throws StoreException {
        boolean known = database.write(session -> TargetTable.close(session, target));
        // In small steps: a scan must not wait behind the whole backlog of a target that is given up.
        int done;
        do {
            done = database.write(session -> TargetTable.finish(session, DONE_AT_ONCE, Instant.now()));
        } while (done == DONE_AT_ONCE);
        return known;
    }

    @Override
    public List<Scan> due(String target, int limit) throws StoreException {
        int rows = Limit.check(limit);
        return database.read(session -> {
            long key = TargetTable.key(session, target);
            List<Scan> due = new ArrayList<>(session.list(AGAIN, ScanTable::scan, key, rows));
            if (due.size() < rows) {
                due.addAll(session.list(NEXT, ScanTable::scan, key, rows - due.size()));
            }
            return due;
        });
    }

    @Override
    public void settle(String target, Collection<ScanId> acked, Map<ScanId, String> refused, Instant at)
            throws StoreException {
        List<ScanId> all = List.copyOf(acked);
        Map<ScanId, String> reasons = new LinkedHashMap<>();
        refused.forEach((id, reason) -> reasons.put(id, oneLine(reason)));
        // Scans wait for the transaction, so what can be read before it is.
        TargetTable.Answer answer = database.read(session -> TargetTable.Answer.of(session, all, reasons));
        database.write(session -> {
            TargetTable.settle(session, target, answer);
            return TargetTable.finish(session, DONE_AT_ONCE, at);
        });
    }

    @Override
    public boolean requeue(ScanId id) throws StoreException {
        return database.write(session -> {
            Optional<Long> row = session.first(
                    "SELECT outbox.row FROM scan JOIN outbox ON outbox.row = scan.row WHERE id = ? AND (state ="
                            + " 'QUARANTINED' OR EXISTS (SELECT 1 FROM refusal WHERE refusal.row = outbox.row AND"
                            + " refusal.state = 'QUARANTINED'))",
                    found -> found.getLong(1),
                    id.toString());
            if (row.isEmpty()) {
                return false;
            }
            TargetTable.requeue(session, row.get());
            int changed = session.change(
                    "UPDATE outbox SET state = 'PENDING' WHERE row = ? AND state = 'QUARANTINED'", row.get());
            session.change(
                    "UPDATE tally SET quarantined = quarantined - ? WHERE day = (SELECT day FROM scan WHERE row = ?)",
                    changed,
                    row.get());
            return true;
        });
    }

    @Override
    public List<Quarantined> quarantined(int limit) throws StoreException {
        int rows = Limit.check(limit);
        return database.read(session -> session.list(
                QUARANTINED,
                row -> new Quarantined(
                        ScanTable.scan(row),
                        row.getString("refuser"),
                        row.getInt("refusals"),
                        row.getString("refusal")),
                rows));
    }

    @Override
    public List<Target> targets() throws StoreException {
        return database.read(TargetTable::list);
    }

    private static String oneLine(String reason) {
        String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) : line;
    }
}
