package rollcall.store.legacy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import rollcall.scan.Capture;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.PhotoReference;
import rollcall.scan.Student;
import rollcall.store.StoreException;
import rollcall.store.photo.PhotoFolder;
import rollcall.store.sqlite.Database;
import rollcall.store.sqlite.ImportedScans;
import rollcall.store.sqlite.ImportedScans.Imported;

/** Takes over the rows of {@code attendance} and their photos, in transactions of at most {@value #MOST} rows. */
final class LegacyAttendance {
    static final int MOST = 500;

    private static final String TABLE = "attendance";
    private static final String PHOTOS = "photos";

    private final LegacyFile legacy;
    private final LegacyStudents students;
    private final LegacyPhotos photos;
    private final LegacyReport report;
    private final Set<Long> skipped = new HashSet<>();

    LegacyAttendance(LegacyFile legacy, LegacyStudents students, LegacyPhotos photos, LegacyReport report) {
        this.legacy = legacy;
        this.students = students;
        this.photos = photos;
        this.report = report;
    }

    /**
     * Where they go.
     *
     * @param database of this terminal
     * @param folder of its photos
     * @param zone in which the predecessor's times are meant
     * @param now stands in for a time of acknowledgement that is missing
     */
    record Target(Database database, PhotoFolder folder, ZoneId zone, Instant now) {}

    /** The rows that are no scans, once all were looked at. */
    Set<Long> skipped() {
        return skipped;
    }

    /** Takes over what is not here yet. */
    void takeOver(Target target) throws SQLException, StoreException, IOException {
        long all = legacy.count(TABLE);
        report.count(TABLE).read(all);
        report.count(PHOTOS).read(pointers());
        LegacyOrigin origin = LegacyOrigin.of(legacy);
        long done = 0;
        List<LegacyRow> rows = LegacyRow.after(legacy, Long.MIN_VALUE, MOST);
        while (!rows.isEmpty()) {
            batch(rows, origin, target);
            done += rows.size();
            report.progress(done, all, "attendance rows");
            rows = LegacyRow.after(legacy, rows.get(rows.size() - 1).id(), MOST);
        }
    }

    private long pointers() throws SQLException {
        String photo = legacy.column(TABLE, "photo_path", "NULL");
        return legacy
                .session()
                .list("SELECT " + photo + " FROM attendance", row -> LegacyRow.isPointer(row.getString(1)))
                .stream()
                .filter(Boolean::booleanValue)
                .count();
    }

    private void batch(List<LegacyRow> rows, LegacyOrigin origin, Target target) throws StoreException, IOException {
        List<LegacyScan> scans = new ArrayList<>();
        for (LegacyRow row : rows) {
            try {
                scans.add(LegacyScan.of(row, origin.name(), target.zone()));
            } catch (SkippedRow e) {
                skipped.add(row.id());
                report.skip(TABLE, Long.toString(row.id()), e.reason());
                if (row.hasPhoto()) {
                    photos.find(String.valueOf(row.photo()));
                    report.skip(PHOTOS, "of attendance " + row.id(), "its row is skipped");
                }
            }
        }
        List<LegacyKnown> known = target.database().read(session -> LegacyKnown.of(session, scans, origin));
        List<Imported> fresh = new ArrayList<>();
        for (int i = 0; i < scans.size(); i++) {
            if (known.get(i).here()) {
                there(scans.get(i), known.get(i));
            } else {
                fresh.add(imported(scans.get(i), origin, target));
            }
        }
        long last = rows.get(rows.size() - 1).id();
        if (!fresh.isEmpty()) {
            target.database().write(session -> {
                long key = ImportedScans.origin(session, origin.device());
                for (Imported scan : fresh) {
                    ImportedScans.add(session, key, scan);
                }
                LegacyKnown.mark(session, origin, last);
                return key;
            });
            report.count(TABLE).take(fresh.size());
        }
    }

    private void there(LegacyScan scan, LegacyKnown known) throws IOException {
        report.count(TABLE).there(1);
        if (scan.row().hasPhoto()) {
            photos.find(String.valueOf(scan.row().photo()));
            if (known.pictured()) {
                report.count(PHOTOS).there(1);
            } else {
                report.skip(PHOTOS, "of attendance " + scan.row().id(), "its row is here already, without it");
            }
        }
    }

    private Imported imported(LegacyScan scan, LegacyOrigin origin, Target target) throws IOException {
        LegacyRow row = scan.row();
        String name = Long.toString(row.id());
        for (String note : scan.notes()) {
            report.note(TABLE, name, note);
        }
        LocalDate day = scan.at().atZone(target.zone()).toLocalDate();
        Optional<Student> student = students.find(scan.code());
        Accepted decision = scan.decision();
        return new Imported(
                new Capture(
                        scan.ids().get(0),
                        scan.code(),
                        scan.at(),
                        Optional.empty(),
                        Optional.empty(),
                        origin.device() + ":" + name),
                day,
                student,
                new Accepted(decision.direction(), decision.late(), student.isPresent(), decision.session()),
                row.hasPhoto() ? photo(row, day, target.folder()) : Optional.empty(),
                row.synced() ? Optional.of(syncedAt(row, target)) : Optional.empty());
    }

    private Instant syncedAt(LegacyRow row, Target target) throws IOException {
        try {
            return LegacyTime.parse(row.syncTimestamp(), target.zone());
        } catch (SkippedRow e) {
            report.note(TABLE, Long.toString(row.id()), "synced, but not when: the time of this import is taken");
            return target.now();
        }
    }

    /** A photo that is none is left out; one that cannot be written ends the import, which can be run again. */
    private Optional<PhotoReference> photo(LegacyRow row, LocalDate day, PhotoFolder folder) throws IOException {
        try {
            Path file =
                    photos.find(String.valueOf(row.photo())).orElseThrow(() -> new SkippedRow("the file is not there"));
            PhotoReference reference = folder.keep(LegacyPhotos.read(file), day);
            report.count(PHOTOS).take(1);
            return Optional.of(reference);
        } catch (SkippedRow e) {
            report.skip(PHOTOS, "of attendance " + row.id(), e.reason());
            return Optional.empty();
        }
    }
}
