package rollcall.store.sqlite;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import rollcall.scan.Capture;
import rollcall.scan.ClockTrust;
import rollcall.scan.Photo;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.Messages;
import rollcall.store.School;
import rollcall.store.StoreException;
import rollcall.store.admission.Admission;
import rollcall.store.admission.Timetable;
import rollcall.store.photo.PhotoFolder;

/** A store on real files, with rules that let everything well-formed in. */
public final class OpenStore implements AutoCloseable {
    public static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123Z");
    public static final Admission RULES =
            new Admission(ZoneOffset.UTC, Duration.ofMinutes(10), Pattern.compile("[A-Za-z0-9-]{1,64}"), false);

    /** Ids of all stores of a run differ. */
    private static final AtomicLong IDS = new AtomicLong();

    public final SqliteDatabase database;
    public final SqliteScanStore scans;
    public final SqliteOutbox outbox;
    public final SqliteLedger ledger;
    public final School school;
    public final Messages messages;

    public OpenStore(Path folder) throws StoreException {
        this.database = new SqliteDatabase(folder.resolve("attendance.db"));
        this.scans = new SqliteScanStore(
                database,
                Identity.of(database, "here"),
                new PhotoFolder(folder.resolve("photos")),
                new SqliteScanStore.Rules(RULES, () -> Timetable.NONE, () -> ClockTrust.HOLDOVER));
        this.outbox = new SqliteOutbox(database);
        this.ledger = new SqliteLedger(database, ZoneOffset.UTC);
        PulledSchool pulled = new PulledSchool(database);
        this.school = pulled;
        this.messages = new SqliteMessages(database, pulled::timetable);
    }

    public static ScanId nextId() {
        return new ScanId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | IDS.incrementAndGet()));
    }

    public static Capture capture(String code, Instant at) {
        return Capture.of(nextId(), code, at);
    }

    public static Capture capture(String code, Instant at, Photo photo) {
        ScanId id = nextId();
        return new Capture(id, code, at, Optional.of(photo), Optional.empty(), id.toString());
    }

    /** Records one scan at noon. */
    public Scan scan(String code) throws StoreException {
        return scan(code, NOON);
    }

    public Scan scan(String code, Instant at) throws StoreException {
        return scans.record(capture(code, at)).scan();
    }

    public long number(String sql) throws StoreException {
        return database.read(session -> session.number(sql));
    }

    public void change(String sql) throws StoreException {
        database.write(session -> session.change(sql));
    }

    @Override
    public void close() throws StoreException {
        database.close();
    }
}
