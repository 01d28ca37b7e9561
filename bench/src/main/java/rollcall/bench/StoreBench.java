package rollcall.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import rollcall.scan.Capture;
import rollcall.scan.ClockTrust;
import rollcall.scan.ScanId;
import rollcall.store.StoreException;
import rollcall.store.admission.Admission;
import rollcall.store.admission.Timetable;
import rollcall.store.photo.PhotoFolder;
import rollcall.store.sqlite.Identity;
import rollcall.store.sqlite.SqliteDatabase;
import rollcall.store.sqlite.SqliteScanStore;
import rollcall.store.sqlite.StoreOpening;

/** How the store does with a thousand rows, a million, and ten million: questions, recording, opening. */
final class StoreBench {
    private static final long[] ROWS = {1_000, 1_000_000, 10_000_000};
    private static final int STUDENTS = 2_000;
    private static final int ROWS_A_DAY = 4_000;
    private static final int QUESTIONS = 300;
    private static final int RECORDS = 500;
    private static final int OPENINGS = 5;
    private static final int CHUNK = 500_000;
    private static final Instant FIRST = Instant.parse("2016-08-01T00:00:00Z");
    private static final Admission RULES =
            new Admission(ZoneOffset.UTC, Duration.ofMinutes(10), Pattern.compile("S[0-9]{1,8}"), false);

    private StoreBench() {}

    static List<Sample> measure(Path folder) throws Exception {
        List<Sample> samples = new ArrayList<>();
        for (long rows : ROWS) {
            System.err.println("bench: a store of " + rows + " rows");
            samples.addAll(at(rows, folder.resolve("store-" + rows)));
        }
        return samples;
    }

    private static List<Sample> at(long rows, Path home) throws Exception {
        String size = rows >= 1_000_000 ? rows / 1_000_000 + "M" : rows / 1_000 + "k";
        Files.createDirectories(home);
        StoreOpening first = opening(home);
        try (SqliteDatabase database = first.open()) {
            fill(database, rows);
        }
        first.closed();
        Sample open = new Sample("open after a clean stop, " + size + " rows", "ms", "2000 at 10M");
        for (int i = 0; i < OPENINGS; i++) {
            long began = System.nanoTime();
            StoreOpening opening = opening(home);
            opening.open().close();
            opening.closed();
            open.add((System.nanoTime() - began) / 1e6);
        }
        Sample recent = new Sample("recent(100), " + size + " rows", "ms", "flat within 2x");
        Sample decide = new Sample("admission of a known code, " + size + " rows", "ms", "flat within 2x");
        Sample record = new Sample("lookup + record + outbox, " + size + " rows", "ms", "");
        StoreOpening last = opening(home);
        try (SqliteDatabase database = last.open()) {
            SqliteScanStore store = store(database, home);
            Instant now = FIRST.plus(Duration.ofDays(rows / ROWS_A_DAY + 2));
            for (int i = 0; i < QUESTIONS; i++) {
                long began = System.nanoTime();
                store.recent(100);
                long asked = System.nanoTime();
                store.decide("S" + i * 7 % STUDENTS, now);
                recent.add((asked - began) / 1e6);
                decide.add((System.nanoTime() - asked) / 1e6);
            }
            for (int i = 0; i < RECORDS; i++) {
                Capture capture = Capture.of(id(0x0f00_0000_0000L + i), "S" + (STUDENTS + i), now.plusSeconds(i));
                long began = System.nanoTime();
                store.decide(capture.code(), capture.capturedAt());
                store.record(capture);
                record.add((System.nanoTime() - began) / 1e6);
            }
        }
        last.closed();
        Sample rate = new Sample("lookup + record + outbox a second, " + size + " rows", "1/s", "predecessor 580-690");
        rate.add(1_000 / record.quantile(0.5));
        Sample bytes = new Sample("bytes of the database for a scan, " + size + " rows", "B", "");
        bytes.add((double) Files.size(home.resolve("data/attendance.db")) / (rows + RECORDS));
        return List.of(open, recent, decide, record, rate, bytes);
    }

    private static StoreOpening opening(Path home) {
        return new StoreOpening(home, Clock.systemUTC(), line -> {});
    }

    private static SqliteScanStore store(SqliteDatabase database, Path home) throws StoreException {
        return new SqliteScanStore(
                database,
                Identity.of(database, "bench"),
                new PhotoFolder(home.resolve("data/photos")),
                new SqliteScanStore.Rules(RULES, () -> Timetable.NONE, () -> ClockTrust.TRUSTED));
    }

    private static ScanId id(long number) {
        return new ScanId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number));
    }

    /** As many accepted scans as ten years bring, 2,000 students twice a day, all acknowledged but the newest. */
    private static void fill(SqliteDatabase database, long rows) throws StoreException {
        long origin = Identity.of(database, "bench").key();
        long firstDay = FIRST.getEpochSecond() / 86_400;
        for (long from = 0; from < rows; from += CHUNK) {
            long to = Math.min(rows, from + CHUNK);
            String numbers = String.format(
                    Locale.ROOT,
                    "WITH RECURSIVE number (n) AS (SELECT %d UNION ALL SELECT n + 1 FROM number WHERE n + 1 < %d) ",
                    from,
                    to);
            database.write(session -> {
                session.execute(numbers
                        + "INSERT INTO scan (row, id, origin, sequence, code, listed, name, section, status, direction,"
                        + " captured_at, day, clock) SELECT n + 1,"
                        + " printf('01900000-0000-7000-8000-%012x', n), " + origin + ", n + 1, 'S' || (n % " + STUDENTS
                        + "), 1, 'Name ' || (n % " + STUDENTS + "), '7-A', 'PRESENT',"
                        + " CASE n / " + STUDENTS + " % 2 WHEN 0 THEN 'LOGIN' ELSE 'LOGOUT' END, (" + firstDay
                        + " + n / "
                        + ROWS_A_DAY + ") * 86400000 + n % " + ROWS_A_DAY + " * 8000, " + firstDay + " + n / "
                        + ROWS_A_DAY + ", 'TRUSTED' FROM number");
                session.execute(
                        numbers + "INSERT INTO outbox (row, state, attempts) SELECT n + 1, 'ACKED', 1 FROM number");
                return session;
            });
        }
        database.write(session -> {
            session.execute(
                    "INSERT INTO tally (day, first_row, last_row, present, acked) SELECT day, min(row), max(row),"
                            + " count(*), count(*) FROM scan WHERE true GROUP BY day");
            return session;
        });
        database.fold();
    }
}
