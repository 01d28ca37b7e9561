package rollcall.store.legacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import rollcall.store.StoreException;
import rollcall.store.photo.PhotoFolder;
import rollcall.store.sqlite.Database;
import rollcall.store.sqlite.SqliteAuditTrail;

/**
 * Takes over a predecessor's database with its photos, as often as it is asked to: what is here already stays as it is.
 *
 * <p>Belongs to one thread at a time.
 */
public final class LegacyImport {
    private static final String OTHERS = "photos without a row";
    private static final int LONGEST_SUBJECT = 200;

    private final Database database;
    private final Path home;
    private final ZoneId zone;
    private final Clock clock;

    /**
     * An import into a terminal.
     *
     * @param database of the terminal
     * @param home its folder, with {@code data} and {@code etc}
     * @param zone in which the predecessor's times are meant
     */
    public LegacyImport(Database database, Path home, ZoneId zone, Clock clock) {
        this.database = database;
        this.home = home;
        this.zone = zone;
        this.clock = clock;
    }

    /** Imports; returns the exit code. Lines that begin with {@code ~} are progress, with {@code !} errors. */
    public int run(Path file, Optional<Path> photos, Consumer<String> out) {
        Path folder = home.resolve("data/import-legacy");
        try {
            if (photos.isPresent() && !Files.isDirectory(photos.get())) {
                throw new LegacyException(photos.get() + " is no folder; give the one with the predecessor's photos");
            }
            // One that a cut left behind as well.
            delete(folder);
            Files.createDirectories(folder);
            try (LegacyFile legacy = LegacyFile.open(file, home.resolve("data/attendance.db"), folder)) {
                return take(legacy, file, new LegacyPhotos(file, photos), out) ? 0 : 1;
            } finally {
                delete(folder);
            }
        } catch (LegacyException e) {
            out.accept("! " + e.getMessage());
        } catch (StoreException | IOException e) {
            out.accept("! stopped: " + e.getMessage() + "; run it again, what was taken over stays");
        } catch (SQLException e) {
            out.accept("! " + LegacyFile.damaged(file, e).getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            out.accept("! stopped before anything was taken over");
        }
        return 1;
    }

    private boolean take(LegacyFile legacy, Path file, LegacyPhotos photos, Consumer<String> out)
            throws SQLException, StoreException, IOException {
        try (LegacyReport report = new LegacyReport(home.resolve("data/logs"), clock.instant(), out)) {
            report.say("import of " + Line.of(file.toString(), LONGEST_SUBJECT) + ", times in " + zone);
            LegacyStudents students = LegacyStudents.read(legacy, report);
            LegacyAttendance attendance = new LegacyAttendance(legacy, students, photos, report);
            attendance.takeOver(new LegacyAttendance.Target(
                    database, new PhotoFolder(home.resolve("data/photos")), zone, clock.instant()));
            students.install(database, report);
            LegacySchedule.suggest(legacy, home.resolve("etc/schedule.json.from-legacy"), report);
            LegacyLeftovers.count(legacy, attendance.skipped(), report);
            List<Path> others = photos.others();
            report.count(OTHERS).read(others.size());
            for (Path other : others) {
                report.skip(OTHERS, Line.of(String.valueOf(other.getFileName()), LONGEST_SUBJECT), "not taken over");
            }
            boolean whole = report.finish();
            LegacyCount scans = report.count("attendance");
            if (scans.taken() == 0 && report.count("students").taken() == 0) {
                report.say("nothing new: whatever can be taken over is here already");
            }
            audit(file, report);
            report.say("all rows that are not taken over are named in " + report.file());
            return whole;
        }
    }

    private void audit(Path file, LegacyReport report) throws StoreException {
        String details = "attendance: " + report.count("attendance") + "; students: " + report.count("students")
                + "; photos: " + report.count("photos");
        database.write(session -> SqliteAuditTrail.append(
                session,
                clock.instant(),
                "command",
                "legacy.imported",
                Line.of(String.valueOf(file.getFileName()), LONGEST_SUBJECT),
                details));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path each : files.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(folder);
        }
    }
}
