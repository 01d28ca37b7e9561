package rollcall.store.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import rollcall.scan.Capture;
import rollcall.scan.ClockTrust;
import rollcall.scan.Photo;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.StoreException;
import rollcall.store.admission.Admission;
import rollcall.store.admission.Timetable;
import rollcall.store.photo.PhotoFolder;
import rollcall.store.photo.PhotoLimit;
import rollcall.store.photo.PhotoOperations;
import rollcall.store.sqlite.Identity;
import rollcall.store.sqlite.SecondAttempt;
import rollcall.store.sqlite.SqliteDatabase;
import rollcall.store.sqlite.SqliteScanStore;

/** A store in a folder, as it is put together in a terminal, with a reserve that is made by hand. */
final class Shelf implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    final Path data;
    final Reserve reserve;
    final SecondAttempt database;
    final SqliteScanStore store;
    final List<Event> events = new ArrayList<>();
    private final SqliteDatabase file;
    private final Random random = new Random(1);
    private int ids;

    Shelf(Path data) throws StoreException, IOException {
        this(data, PhotoLimit.STANDARD);
    }

    Shelf(Path data, PhotoLimit limit) throws StoreException, IOException {
        this.data = Files.createDirectories(data);
        this.reserve = new Reserve(data.resolve("reserve"), new Listener());
        this.file = SecondAttempt.of(reserve, () -> new SqliteDatabase(data.resolve("attendance.db")));
        this.database = new SecondAttempt(file, reserve);
        this.store = new SqliteScanStore(
                database,
                Identity.of(database, "here"),
                new PhotoFolder(data.resolve("photos"), limit, reserve::giveUp, new PhotoOperations()),
                new SqliteScanStore.Rules(
                        new Admission(ZoneOffset.UTC, Duration.ZERO, Pattern.compile("[A-Z0-9-]+"), true),
                        () -> Timetable.NONE,
                        () -> ClockTrust.TRUSTED));
    }

    /** Remembers what was posted. */
    private final class Listener implements EventAdmin {
        @Override
        public void postEvent(Event event) {
            events.add(event);
        }

        @Override
        public void sendEvent(Event event) {
            events.add(event);
        }
    }

    /** Records a new code, with a photo of so many bytes if there are any. */
    Scan record(Instant at, int photoBytes) throws StoreException {
        return store.record(capture(at, photoBytes)).scan();
    }

    Capture capture(Instant at, int photoBytes) {
        int id = ++ids;
        ScanId scan = new ScanId(new UUID(at.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L | id));
        return new Capture(
                scan,
                "S" + id,
                at,
                photoBytes == 0 ? Optional.empty() : Optional.of(new Photo(noise(photoBytes))),
                Optional.empty(),
                scan.toString());
    }

    /** Begins as a JPEG does. */
    private byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        noise[0] = (byte) 0xff;
        noise[1] = (byte) 0xd8;
        return noise;
    }

    Path photo(Scan scan) {
        return data.resolve("photos")
                .resolve(scan.evidence().photo().orElseThrow().path());
    }

    EventAdmin listener() {
        return new Listener();
    }

    @Override
    public void close() throws StoreException {
        file.close();
    }

    /** A clock that stands where it is put. */
    static final class HandClock extends Clock {
        private Instant now;

        HandClock(Instant now) {
            this.now = now;
        }

        void set(Instant instant) {
            now = instant;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
