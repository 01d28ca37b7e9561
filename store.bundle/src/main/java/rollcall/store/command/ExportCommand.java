package rollcall.store.command;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import rollcall.scan.Scan;
import rollcall.store.StoreException;
import rollcall.store.sqlite.Database;
import rollcall.store.sqlite.ScanTable;
import rollcall.store.sqlite.StoreConfig;
import rollcall.store.sqlite.StoreSettings;

/** {@code export FROM TO FORMAT}: the scans of these local days, as CSV or JSON, a line each. */
@Component(
        service = BiFunction.class,
        property = "rollcall.command=export",
        configurationPid = "rollcall.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ExportCommand implements StoreCommand {
    private static final int CHUNK = 500;

    private final Database database;
    private final ZoneId zone;

    @Activate
    public ExportCommand(@Reference Database database, StoreConfig config) throws StoreException {
        this(database, StoreSettings.zone(config));
    }

    ExportCommand(Database database, ZoneId zone) {
        this.database = database;
        this.zone = zone;
    }

    @Override
    public int run(List<String> arguments, Consumer<String> out) throws StoreException {
        LocalDate from = day("--from", StoreCommand.argument(arguments, 0));
        LocalDate to = day("--to", StoreCommand.argument(arguments, 1));
        ExportFormat format = ExportFormat.of(StoreCommand.argument(arguments, 2), zone);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("--to " + to + " lies before --from " + from);
        }
        format.head().ifPresent(out);
        long after = 0;
        boolean first = true;
        List<Scan> chunk = chunk(from, to, after);
        while (!chunk.isEmpty()) {
            for (Scan scan : chunk) {
                out.accept(format.line(scan, first));
                first = false;
                after = scan.row();
            }
            chunk = chunk(from, to, after);
        }
        format.foot().ifPresent(out);
        return DONE;
    }

    private static LocalDate day(String option, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(option + " " + text + ": a day such as 2026-11-25 is expected");
        }
    }

    /** The rows of days lie between those that the tally knows, so that ten years are not read for one day. */
    private List<Scan> chunk(LocalDate from, LocalDate to, long after) throws StoreException {
        return database.read(session -> session.list(
                ScanTable.SELECT
                        + "WHERE scan.row > ? AND scan.row >= (SELECT ifnull(min(first_row), 0) FROM tally"
                        + " WHERE day BETWEEN ? AND ?) AND scan.row <= (SELECT ifnull(max(last_row), -1) FROM tally"
                        + " WHERE day BETWEEN ? AND ?) AND day BETWEEN ? AND ? ORDER BY scan.row LIMIT ?",
                ScanTable::scan,
                after,
                from.toEpochDay(),
                to.toEpochDay(),
                from.toEpochDay(),
                to.toEpochDay(),
                from.toEpochDay(),
                to.toEpochDay(),
                CHUNK));
    }
}
