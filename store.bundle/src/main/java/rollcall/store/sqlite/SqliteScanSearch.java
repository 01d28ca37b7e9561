package rollcall.store.sqlite;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.ScanSearch;
import rollcall.store.StoreException;

/** The {@link ScanSearch}. A question looks at so many rows at most, so that no search of words holds up a small machine. */
@Component(service = ScanSearch.class)
public final class SqliteScanSearch implements ScanSearch {
    /** Rows looked at for one answer; a tenth of a second on a slow machine. */
    private static final long WINDOW = 50_000;

    private static final Duration LONGEST = Duration.ofDays(31);
    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** One more than wanted tells whether there are more. */
    private static final String FIND = ScanTable.SELECT
            + "WHERE scan.row < ?1 AND scan.row >= ?2 AND (?3 IS NULL OR status = ?3)"
            + " AND (?4 IS NULL OR captured_at >= ?4) AND (?5 IS NULL OR captured_at < ?5)"
            + " AND (?6 IS NULL OR code LIKE ?6 ESCAPE '\\' OR (?8 = 1 AND name LIKE ?6 ESCAPE '\\') OR section LIKE ?6 ESCAPE '\\')"
            + " ORDER BY scan.row DESC LIMIT ?7";

    private final Database database;

    @Activate
    public SqliteScanSearch(@Reference Database database) {
        this.database = database;
    }

    @Override
    public Found find(Query query) throws StoreException {
        return database.read(session -> {
            long above = query.before().orElseGet(() -> Long.MAX_VALUE);
            long last = session.number("SELECT max(row) FROM scan WHERE row < ?", above);
            long lowest = Math.max(0, last - WINDOW);
            List<Scan> rows = session.list(
                    FIND,
                    ScanTable::scan,
                    above,
                    lowest,
                    query.outcome().map(Enum::name).orElse(null),
                    query.from().map(Instant::toEpochMilli).orElse(null),
                    query.to().map(Instant::toEpochMilli).orElse(null),
                    query.text().isEmpty() ? null : "%" + escaped(query.text()) + "%",
                    query.limit() + 1,
                    query.names() ? 1 : 0);
            if (rows.size() > query.limit()) {
                List<Scan> page = rows.subList(0, query.limit());
                return new Found(page, Optional.of(page.get(page.size() - 1).row()));
            }
            return new Found(rows, lowest > 0 ? Optional.of(lowest) : Optional.empty());
        });
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    @Override
    public Optional<Scan> byId(ScanId id) throws StoreException {
        return database.read(session -> ScanTable.byId(session, id));
    }

    @Override
    public List<Hour> acceptedPerHour(Instant from, Instant to) throws StoreException {
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("more than 31 days at once");
        }
        return database.read(session -> {
            // Days in UTC and local days differ by one at most.
            long first = session.number(
                    "SELECT ifnull(min(first_row), 0) FROM tally WHERE day >= ?",
                    Math.floorDiv(from.toEpochMilli(), Duration.ofDays(1).toMillis()) - 1);
            return List.copyOf(session.list(
                    "SELECT captured_at / ?1, count(*) FROM scan WHERE row >= ?2 AND captured_at >= ?3 AND captured_at < ?4"
                            + " AND status IN ('PRESENT', 'LATE') GROUP BY 1 ORDER BY 1",
                    row -> new Hour(Instant.ofEpochMilli(row.getLong(1) * HOUR), row.getLong(2)),
                    HOUR,
                    first,
                    from.toEpochMilli(),
                    to.toEpochMilli()));
        });
    }
}
