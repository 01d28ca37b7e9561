package rollcall.itest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import rollcall.scan.Capture;
import rollcall.scan.ClockTrust;
import rollcall.scan.Photo;
import rollcall.scan.ScanId;
import rollcall.store.StoreException;
import rollcall.store.admission.Admission;
import rollcall.store.admission.Timetable;
import rollcall.store.photo.PhotoFolder;
import rollcall.store.sqlite.Identity;
import rollcall.store.sqlite.SqliteDatabase;
import rollcall.store.sqlite.SqliteScanStore;
import rollcall.store.sqlite.StoreOpening;

/**
 * A program that stores scans, every other one with a photo, and announces each as the terminal does, in two runs of the
 * store.
 *
 * <p>All that the power-cut test knows of how the store is opened and called is here.
 */
final class ScanWorkload implements AutoCloseable {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final int PHOTO_BYTES = 3_000;

    private final StoreOpening opening;
    private final SqliteDatabase database;
    private final SqliteScanStore store;

    /** Opens the store of a home as the terminal does. */
    ScanWorkload(Path home) throws StoreException {
        this.opening = new StoreOpening(home, Clock.systemUTC(), line -> {});
        this.database = opening.open();
        Admission rules = new Admission(ZoneOffset.UTC, Duration.ofMinutes(10), Pattern.compile("S[0-9]+"), false);
        this.store = new SqliteScanStore(
                database,
                Identity.of(database, "cut"),
                new PhotoFolder(home.resolve("data/photos")),
                new SqliteScanStore.Rules(rules, () -> Timetable.NONE, () -> ClockTrust.TRUSTED));
    }

    /** Arguments: the home folder and how many scans. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        for (int from : new int[] {0, count / 2}) {
            try (ScanWorkload workload = new ScanWorkload(home)) {
                for (int number = from; number < from + count / 2; number++) {
                    workload.announce(number);
                }
            }
        }
    }

    private void announce(int number) throws StoreException {
        System.out.println("accepted " + record(number));
        System.out.flush();
        if (number % 8 == 0) {
            // As after a failure of which nobody knows whether the scan was stored.
            record(number);
        }
    }

    /** Stores the scan of a card nobody else has and returns its id. */
    String record(int number) throws StoreException {
        ScanId id = new ScanId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number));
        Optional<Photo> photo = number % 2 == 0 ? Optional.empty() : Optional.of(photo(number));
        Instant at = NOON.plusSeconds(number);
        Capture capture = new Capture(id, "S" + number, at, photo, Optional.empty(), id.toString());
        if (!store.record(capture).scan().accepted()) {
            throw new IllegalStateException("not accepted: " + capture);
        }
        return id.toString();
    }

    /** A file that begins like a JPEG and differs for each number. */
    static Photo photo(int number) {
        byte[] content = new byte[PHOTO_BYTES];
        content[0] = (byte) 0xff;
        content[1] = (byte) 0xd8;
        for (int i = 2; i < content.length; i++) {
            content[i] = (byte) (number + i);
        }
        return new Photo(content);
    }

    @Override
    public void close() throws StoreException, IOException {
        database.close();
        opening.closed();
    }
}
