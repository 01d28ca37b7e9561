package rollcall.store.legacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rollcall.scan.ClockTrust;
import rollcall.scan.Scan;
import rollcall.store.Ledger;
import rollcall.store.StoreException;
import rollcall.store.admission.Admission;
import rollcall.store.admission.Timetable;
import rollcall.store.photo.PhotoFolder;
import rollcall.store.sqlite.Identity;
import rollcall.store.sqlite.SqliteDatabase;
import rollcall.store.sqlite.SqliteLedger;
import rollcall.store.sqlite.SqliteScanStore;

/** A terminal of Rollcall that imports. */
final class Terminal implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Pattern COUNTS = Pattern.compile("(.{28})\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)");

    final Path home;
    final SqliteDatabase database;
    final SqliteScanStore store;
    final SqliteLedger ledger;
    final List<String> lines = new ArrayList<>();
    private final ZoneId zone;
    private final AtomicInteger seconds = new AtomicInteger();

    Terminal(Path home, String zone) throws IOException, StoreException {
        this.home = home;
        this.zone = ZoneId.of(zone);
        Files.createDirectories(home.resolve("data"));
        this.database = new SqliteDatabase(home.resolve("data/attendance.db"));
        this.store = new SqliteScanStore(
                database,
                Identity.of(database, "here"),
                new PhotoFolder(home.resolve("data/photos")),
                new SqliteScanStore.Rules(
                        new Admission(this.zone, Duration.ofMinutes(10), Pattern.compile("[A-Za-z0-9-]{1,64}"), false),
                        () -> Timetable.NONE,
                        () -> ClockTrust.TRUSTED));
        this.ledger = new SqliteLedger(database, this.zone);
    }

    /** Imports and returns the exit code; {@link #lines} are those of this run. */
    int take(Path file, Optional<Path> photos) {
        lines.clear();
        Clock clock = Clock.fixed(NOW.plusSeconds(seconds.incrementAndGet()), zone);
        return new LegacyImport(database, home, zone, clock).run(file, photos, lines::add);
    }

    /** What the summary says of a table: read, taken, there, skipped. */
    List<Integer> counts(String table) {
        for (String line : lines) {
            Matcher matcher = COUNTS.matcher(line);
            if (matcher.matches() && matcher.group(1).strip().equals(table)) {
                return List.of(number(matcher, 2), number(matcher, 3), number(matcher, 4), number(matcher, 5));
            }
        }
        throw new AssertionError("no counts of " + table + " in " + lines);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** Whether in every line of the summary what was read is what was taken, there and skipped. */
    boolean addsUp() {
        List<Matcher> all =
                lines.stream().map(COUNTS::matcher).filter(Matcher::matches).toList();
        return all.size() >= 4
                && all.stream().allMatch(row -> number(row, 2) == number(row, 3) + number(row, 4) + number(row, 5));
    }

    /** All scans, oldest row first. */
    List<Scan> scans() throws StoreException {
        return store.after(0, 1000);
    }

    long rows() throws StoreException {
        return database.read(session -> session.number("SELECT count(*) FROM scan"));
    }

    /** Whether nothing is missing in account and numbering. */
    boolean accounts() throws StoreException {
        return ledger.gaps().isEmpty()
                && ledger.days().stream().mapToLong(Ledger.Day::unaccounted).sum() == 0;
    }

    List<String> reports() throws IOException {
        List<String> all = new ArrayList<>();
        Path logs = home.resolve("data/logs");
        if (Files.isDirectory(logs)) {
            try (var files = Files.list(logs)) {
                for (Path file : files.sorted().toList()) {
                    all.add(Files.readString(file));
                }
            }
        }
        return all;
    }

    @Override
    public void close() throws StoreException {
        database.close();
    }
}
