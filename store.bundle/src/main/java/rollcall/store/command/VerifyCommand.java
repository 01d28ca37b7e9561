package rollcall.store.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.AuditTrail;
import rollcall.store.Ledger;
import rollcall.store.StoreException;
import rollcall.store.sqlite.Database;
import rollcall.store.sqlite.SqliteLedger;

/** {@code verify}: reads everything and says what does not hold. */
@Component(service = BiFunction.class, property = "rollcall.command=verify")
public final class VerifyCommand implements StoreCommand {
    private static final int CHUNK = 500;
    private static final int SHOWN = 20;

    private final Path photos;
    private final Database database;
    private final SqliteLedger ledger;
    private final AuditTrail trail;

    @Activate
    public VerifyCommand(
            BundleContext context,
            @Reference Database database,
            @Reference SqliteLedger ledger,
            @Reference AuditTrail trail) {
        this(
                Path.of(String.valueOf(context.getProperty("rollcall.home"))).resolve("data/photos"),
                database,
                ledger,
                trail);
    }

    VerifyCommand(Path photos, Database database, SqliteLedger ledger, AuditTrail trail) {
        this.photos = photos;
        this.database = database;
        this.ledger = ledger;
        this.trail = trail;
    }

    @Override
    public int run(List<String> arguments, Consumer<String> out) throws StoreException, IOException {
        List<String> problems = new ArrayList<>();
        out.accept("~ reading the database");
        database
                .<List<String>>read(session -> session.list("PRAGMA integrity_check(20)", row -> row.getString(1)))
                .stream()
                .filter(line -> !line.equals("ok"))
                .forEach(line -> problems.add("database: " + line));
        long scans = database.read(session -> session.number("SELECT count(*) FROM scan"));
        for (Ledger.Gap gap : ledger.gaps()) {
            problems.add("scans " + gap.from() + " to " + gap.to() + " of " + gap.device() + ", epoch " + gap.epoch()
                    + ", are missing");
        }
        List<Ledger.Day> days = ledger.days();
        days.stream()
                .filter(day -> day.unaccounted() != 0)
                .forEach(day -> problems.add(day.day() + ": " + day.accepted() + " accepted, " + day.stored()
                        + " stored, " + day.pending() + " pending, " + day.acked() + " acknowledged, "
                        + day.quarantined() + " quarantined, " + day.removed() + " removed"));
        ledger.audit(Clock.systemUTC());
        long broken = trail.firstBroken();
        if (broken != 0) {
            problems.add("audit trail: entry " + broken + " is not what it was");
        }
        long seen = photos(out, problems);
        problems.stream().limit(SHOWN).forEach(problem -> out.accept("! " + problem));
        if (problems.size() > SHOWN) {
            out.accept("! and " + (problems.size() - SHOWN) + " more");
        }
        out.accept(scans + " scans on " + days.size() + " days, " + seen + " photos: "
                + (problems.isEmpty() ? "everything is there" : problems.size() + " problems"));
        return problems.isEmpty() ? DONE : FAILED;
    }

    /** A photo that a scan points at. */
    private record Pointed(long row, String path, long bytes) {}

    private long photos(Consumer<String> out, List<String> problems) throws StoreException, IOException {
        long total = database.read(session -> session.number("SELECT count(photo) FROM scan"));
        long seen = 0;
        long after = 0;
        List<Pointed> chunk = chunk(after);
        while (!chunk.isEmpty()) {
            for (Pointed photo : chunk) {
                Path file = photos.resolve(photo.path());
                if (!Files.isRegularFile(file)) {
                    problems.add("photo " + photo.path() + " of row " + photo.row() + " is missing");
                } else if (Files.size(file) != photo.bytes()) {
                    problems.add("photo " + photo.path() + " of row " + photo.row() + " has " + Files.size(file)
                            + " bytes, not " + photo.bytes());
                }
                after = photo.row();
            }
            seen += chunk.size();
            out.accept("~ " + seen + "/" + total + " photos");
            chunk = chunk(after);
        }
        return seen;
    }

    private List<Pointed> chunk(long after) throws StoreException {
        return database.read(session -> session.list(
                "SELECT row, photo, photo_bytes FROM scan WHERE row > ? AND photo IS NOT NULL ORDER BY row LIMIT ?",
                row -> new Pointed(row.getLong(1), row.getString(2), row.getLong(3)),
                after,
                CHUNK));
    }
}
