package rollcall.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.Ledger;
import rollcall.store.StoreException;

/** The {@link Ledger}: the {@link Tally} held against the rows there are. */
@Component(
        service = {Ledger.class, SqliteLedger.class},
        configurationPid = "rollcall.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class SqliteLedger implements Ledger {
    /** One day's rows lie between the first and the last that the tally knows. */
    private static final String DAY = "SELECT tally.day, present + late, count(scan.row),"
            + " sum(ifnull(state IN ('PENDING', 'SENT'), 0)), sum(ifnull(state = 'ACKED', 0)),"
            + " sum(ifnull(state = 'QUARANTINED', 0)), removed FROM tally"
            + " LEFT JOIN scan ON scan.row BETWEEN first_row AND last_row AND scan.day = tally.day"
            + " AND status IN ('PRESENT', 'LATE') LEFT JOIN outbox ON outbox.row = scan.row ";

    private final Database database;
    private final ZoneId zone;
    private volatile Audit lastAudit = new Audit(Instant.EPOCH, 0);

    @Activate
    public SqliteLedger(@Reference Database database, StoreConfig config) throws StoreException {
        this(database, StoreSettings.zone(config));
    }

    public SqliteLedger(Database database, ZoneId zone) {
        this.database = database;
        this.zone = zone;
    }

    @Override
    public Day today(Instant now) throws StoreException {
        LocalDate day = now.atZone(zone).toLocalDate();
        return database.read(session -> session.first(
                        DAY + "WHERE tally.day = ? GROUP BY tally.day", SqliteLedger::day, day.toEpochDay())
                .orElse(new Day(day, 0, 0, 0, 0, 0, 0)));
    }

    @Override
    public List<Day> days() throws StoreException {
        return database.read(session -> session.list(DAY + "GROUP BY tally.day ORDER BY tally.day", SqliteLedger::day));
    }

    private static Day day(ResultSet row) throws SQLException {
        return new Day(
                LocalDate.ofEpochDay(row.getLong(1)),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7));
    }

    @Override
    public List<Gap> gaps() throws StoreException {
        return database.read(session -> {
            List<Gap> gaps = new ArrayList<>();
            for (Numbered origin : session.list(
                    "SELECT key, device, epoch, pruned FROM origin WHERE EXISTS"
                            + " (SELECT 1 FROM scan WHERE scan.origin = origin.key) OR pruned > 0",
                    row -> new Numbered(row.getLong(1), row.getString(2), row.getInt(3), row.getLong(4)))) {
                gaps(session, origin, gaps);
            }
            return List.copyOf(gaps);
        });
    }

    /** An origin; {@code pruned} is the last number that retention has removed. */
    private record Numbered(long key, String device, int epoch, long pruned) {}

    private static void gaps(Session session, Numbered origin, List<Gap> gaps) throws SQLException {
        long count = session.number("SELECT count(*) FROM scan WHERE origin = ?", origin.key());
        long last = session.number("SELECT ifnull(max(sequence), 0) FROM scan WHERE origin = ?", origin.key());
        if (count == last - origin.pruned()) {
            return;
        }
        long[] before = {origin.pruned()};
        session.list(
                "SELECT sequence FROM scan WHERE origin = ? ORDER BY sequence",
                row -> {
                    long found = row.getLong(1);
                    if (found > before[0] + 1) {
                        gaps.add(new Gap(origin.device(), origin.epoch(), before[0] + 1, found - 1));
                    }
                    before[0] = found;
                    return found;
                },
                origin.key());
    }

    /** Makes the full audit. */
    public Audit audit(Clock clock) throws StoreException {
        long days = days().stream().mapToLong(Day::unaccounted).sum();
        long missing =
                gaps().stream().mapToLong(gap -> gap.to() - gap.from() + 1).sum();
        Audit audit = new Audit(clock.instant(), Math.max(days, missing));
        lastAudit = audit;
        return audit;
    }

    @Override
    public Audit lastAudit() {
        return lastAudit;
    }
}
