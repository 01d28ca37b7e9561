package rollcall.store.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import rollcall.scan.Capture;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision;
import rollcall.scan.Photo;
import rollcall.scan.PhotoReference;
import rollcall.scan.Scan;
import rollcall.store.Queue;
import rollcall.store.Recorded;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;
import rollcall.store.Totals;
import rollcall.store.admission.Admission;
import rollcall.store.admission.Timetable;
import rollcall.store.clock.ClockStamp;
import rollcall.store.photo.PhotoFolder;
import rollcall.store.sqlite.ScanTable.Resolved;

/**
 * The {@link ScanStore}: scans in a {@link Database}, their photos in a {@link PhotoFolder}.
 *
 * <p>A decision is made in the transaction that stores it, by the one thread that writes, so that the decision and the row
 * it leads to cannot be torn apart by another card of the same student. A photo is durable before that transaction begins;
 * one that no row came to point at is swept later.
 */
public final class SqliteScanStore implements ScanStore {
    /** Characters kept of a text that is no code; enough to recognise it, too few to fill the disk. */
    static final int MALFORMED_KEPT = 256;

    private static final System.Logger LOG = System.getLogger("rollcall.store");

    /**
     * What decides about a scan besides the rows.
     *
     * @param admission the rules of the door
     * @param timetable the schedule in force
     * @param clock how far the clock can be trusted now
     * @param stamp where the clock stands now, by one that nobody sets, if that can be told
     */
    public record Rules(
            Admission admission,
            Supplier<Timetable> timetable,
            Supplier<ClockTrust> clock,
            Supplier<Optional<ClockStamp>> stamp) {
        /** With a clock of which nothing can be measured. */
        public Rules(Admission admission, Supplier<Timetable> timetable, Supplier<ClockTrust> clock) {
            this(admission, timetable, clock, Optional::empty);
        }
    }

    private final Database database;
    private final Identity identity;
    private final PhotoFolder photos;
    private final Rules rules;

    public SqliteScanStore(Database database, Identity identity, PhotoFolder photos, Rules rules) {
        this.database = database;
        this.identity = identity;
        this.photos = photos;
        this.rules = rules;
    }

    @Override
    public Decision decide(String code, Instant at) throws StoreException {
        Timetable timetable = rules.timetable().get();
        return database.read(session -> rules.admission()
                .decide(code, at, known(session, code, rules.admission().day(at)), timetable));
    }

    private Admission.Known known(Session session, String code, LocalDate day) throws SQLException {
        if (!rules.admission().isWellFormed(code)) {
            return new Admission.Known(Optional.empty(), false, List.of());
        }
        return new Admission.Known(
                RosterTable.find(session, code),
                RosterTable.isInstalled(session),
                ScanTable.history(session, code, day));
    }

    @Override
    public Recorded record(Capture capture) throws StoreException {
        LocalDate day = rules.admission().day(capture.capturedAt());
        Optional<PhotoReference> photo = Optional.empty();
        if (capture.photo().isPresent() && decide(capture.code(), capture.capturedAt()) instanceof Decision.Accepted) {
            photo = keep(capture.photo().get(), day);
        }
        Timetable timetable = rules.timetable().get();
        ClockTrust clock = rules.clock().get();
        Optional<PhotoReference> kept = photo;
        Optional<ClockStamp> stamp =
                clock == ClockTrust.TRUSTED ? Optional.empty() : rules.stamp().get();
        Instant now = Instant.now();
        return database.write(session -> {
            Recorded recorded = insert(session, capture, day, timetable, clock, kept);
            if (!recorded.repeated()) {
                SqliteClockOffsets.keep(session, recorded.scan().row(), capture, clock, stamp, now);
            }
            return recorded;
        });
    }

    private Recorded insert(
            Session session,
            Capture capture,
            LocalDate day,
            Timetable timetable,
            ClockTrust clock,
            Optional<PhotoReference> photo)
            throws SQLException {
        Optional<Scan> before = ScanTable.byId(session, capture.id());
        if (before.isPresent()) {
            return new Recorded(before.get(), true);
        }
        Admission.Known known = known(session, capture.code(), day);
        Decision decision = rules.admission().decide(capture.code(), capture.capturedAt(), known, timetable);
        boolean accepted = decision instanceof Decision.Accepted;
        long row = ScanTable.insert(
                session,
                identity.key(),
                capture,
                kept(capture.code()),
                day,
                new Resolved(known.student(), decision, clock, accepted ? photo : Optional.empty()));
        if (accepted) {
            session.change("INSERT INTO outbox (row, state) VALUES (?, 'PENDING')", row);
        }
        Tally.count(session, day, row, ScanTable.status(decision));
        return new Recorded(ScanTable.byId(session, capture.id()).orElseThrow(), false);
    }

    /** A scan without its photo is worth more than no scan. */
    private Optional<PhotoReference> keep(Photo photo, LocalDate day) {
        try {
            return Optional.of(photos.keep(photo, day));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "a scan is stored without its photo: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public List<Scan> recent(int limit) throws StoreException {
        int rows = Limit.check(limit);
        return database.read(session -> List.copyOf(ScanTable.newest(session, rows)));
    }

    @Override
    public List<Scan> after(long row, int limit) throws StoreException {
        int rows = Limit.check(limit);
        return database.read(session -> List.copyOf(ScanTable.after(session, row, rows)));
    }

    @Override
    public Totals totals(Instant now) throws StoreException {
        return database.read(session -> Tally.totals(session, rules.admission().day(now)));
    }

    @Override
    public Queue queue() throws StoreException {
        return database.read(Tally::queue);
    }

    private String kept(String code) {
        if (rules.admission().isWellFormed(code) || code.length() <= MALFORMED_KEPT) {
            return code;
        }
        int end = Character.isHighSurrogate(code.charAt(MALFORMED_KEPT - 1)) ? MALFORMED_KEPT - 1 : MALFORMED_KEPT;
        return code.substring(0, end);
    }
}
