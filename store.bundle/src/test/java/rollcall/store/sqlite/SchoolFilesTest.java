package rollcall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Decision.Reason;
import rollcall.store.StoreException;
import rollcall.store.admission.Timetable.Closed;
import rollcall.store.admission.Timetable.Free;
import rollcall.store.admission.Timetable.Ruling;

class SchoolFilesTest {
    private static final String SUNDAYS = """
        {"schedules": [{"name": "all", "days": ["SUN"], "sessions":
          [{"name": "day", "login": "07:00-08:00", "lateAfter": "07:30"}]}]}
        """;

    @TempDir
    private Path folder;

    private SqliteDatabase database;

    @BeforeEach
    void open() throws StoreException {
        database = new SqliteDatabase(folder.resolve("attendance.db"));
    }

    @AfterEach
    void close() throws StoreException {
        database.close();
    }

    /** What is in force on a Tuesday after a start. */
    private Ruling started() throws StoreException {
        try (SchoolFiles files = new SchoolFiles(folder, database, new PulledSchool(database))) {
            return files.timetable().at(LocalDateTime.of(2026, 11, 24, 7, 0), "");
        }
    }

    @Test
    void a_schedule_that_is_torn_at_start_is_the_last_good_one() throws Exception {
        Files.writeString(folder.resolve("schedule.json"), SUNDAYS);
        assertThat(started()).isEqualTo(new Closed(Reason.NO_SCHOOL));
        close();
        Files.writeString(folder.resolve("schedule.json"), SUNDAYS.substring(0, 30));
        open();
        assertThat(started()).isEqualTo(new Closed(Reason.NO_SCHOOL));
    }

    @Test
    void a_schedule_that_is_gone_at_start_is_none() throws Exception {
        Files.writeString(folder.resolve("schedule.json"), SUNDAYS);
        assertThat(started()).isEqualTo(new Closed(Reason.NO_SCHOOL));
        Files.delete(folder.resolve("schedule.json"));
        assertThat(started()).isEqualTo(new Free());
        assertThat(database.<Long>read(session -> session.number("SELECT count(*) FROM timetable")))
                .isZero();
    }

    @Test
    void roster_and_schedule_are_taken_from_one_folder() throws Exception {
        Files.writeString(folder.resolve("roster.csv"), "code,name,section\nS1,Ana,7-A\n");
        Files.writeString(folder.resolve("schedule.json"), SUNDAYS);
        assertThat(started()).isEqualTo(new Closed(Reason.NO_SCHOOL));
        assertThat(database.<Boolean>read(RosterTable::isInstalled)).isTrue();
    }
}
