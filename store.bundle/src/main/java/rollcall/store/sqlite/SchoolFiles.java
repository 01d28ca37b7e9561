package rollcall.store.sqlite;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import rollcall.store.RosterLine;
import rollcall.store.StoreException;
import rollcall.store.admission.Timetable;
import rollcall.store.roster.RosterFile;
import rollcall.store.timetable.TimetableFile;

/**
 * The files in which a school says who belongs to it and when it is open, kept in step with the database.
 *
 * <p>Looked at once when made, then by a thread named {@code school-files}.
 */
final class SchoolFiles implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("rollcall.store");
    private static final long LOOK_MILLIS = 500;

    /** The schedule that came from the file, among those in the table. */
    static final String FILE = "file";

    private final RosterFile roster;
    private final TimetableFile timetable;
    private final PulledSchool pulled;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "school-files"));

    /**
     * Looks at {@code roster.csv} and {@code schedule.json} in a folder.
     *
     * @param pulled what holds where there is no file
     */
    SchoolFiles(Path folder, Database database, PulledSchool pulled) throws StoreException {
        this.pulled = pulled;
        this.roster = new RosterFile(folder.resolve("roster.csv"), new Students(database));
        this.timetable = new TimetableFile(folder.resolve("schedule.json"), new LastGood(database));
        step();
    }

    /** Goes on looking. */
    void start() {
        var unused = thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            step();
        } catch (RuntimeException e) {
            // The one place where this loop catches; a schedule ends for good at the first exception.
            LOG.log(System.Logger.Level.ERROR, "roster and schedule are not watched this time", e);
        }
    }

    void step() {
        roster.step();
        timetable.step();
    }

    /** The schedule in force. */
    Timetable timetable() {
        Timetable file = timetable.timetable();
        return file == Timetable.NONE ? pulled.timetable() : file;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** The roster's place in the database. */
    private record Students(Database database) implements RosterFile.Target {
        @Override
        public void replace(Collection<RosterLine> students) throws StoreException {
            database.write(session -> {
                RosterTable.replace(session, students);
                return students;
            });
        }

        @Override
        public void remove() throws StoreException {
            database.write(session -> {
                RosterTable.remove(session);
                return session;
            });
        }
    }

    /** The schedule's place in the database. */
    private record LastGood(Database database) implements TimetableFile.Memory {
        @Override
        public Optional<String> text() throws StoreException {
            return database.read(session -> TimetableTable.text(session, FILE));
        }

        @Override
        public void keep(String text) throws StoreException {
            database.write(session -> {
                TimetableTable.put(session, FILE, text, Clock.systemUTC().instant());
                return text;
            });
        }

        @Override
        public void forget() throws StoreException {
            database.write(session -> {
                TimetableTable.remove(session, FILE);
                return session;
            });
        }
    }
}
