package rollcall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Decision.Reason;
import rollcall.scan.Student;
import rollcall.store.RosterLine;
import rollcall.store.School.Held;
import rollcall.store.School.Taken;
import rollcall.store.StoreException;
import rollcall.store.admission.Timetable.Closed;
import rollcall.store.admission.Timetable.Free;
import rollcall.store.admission.Timetable.Ruling;

class PulledSchoolTest {
    private static final Instant NOON = OpenStore.NOON;
    private static final String FILE = "code,name,section\nF1,Fe,\n";
    private static final String SUNDAYS = """
        {"schedules": [{"name": "all", "days": ["SUN"], "sessions":
          [{"name": "day", "login": "07:00-08:00", "lateAfter": "07:30"}]}]}
        """;

    @TempDir
    private Path folder;

    private SqliteDatabase database;
    private PulledSchool school;

    @BeforeEach
    void open() throws StoreException {
        database = new SqliteDatabase(folder.resolve("attendance.db"));
        school = new PulledSchool(database);
    }

    @AfterEach
    void close() throws StoreException {
        database.close();
    }

    /** Students with these numbers, the last not among them. */
    private static List<RosterLine> students(int from, int to) {
        List<RosterLine> lines = new ArrayList<>();
        for (int i = from; i < to; i++) {
            lines.add(new RosterLine(new Student("S" + i, "Student " + i, "7-A"), "0917123456" + i % 10, i % 2 == 0));
        }
        return lines;
    }

    private Taken offer(List<RosterLine> lines) throws StoreException {
        return school.offer(lines, 20, NOON);
    }

    private List<String> codes() throws StoreException {
        return database.read(session -> List.copyOf(RosterTable.codes(session)));
    }

    private String source() throws StoreException {
        return school.standing().source();
    }

    private void start() throws StoreException {
        new SchoolFiles(folder, database, school).close();
    }

    @Test
    void a_roster_is_taken_whole_and_outlives_a_restart() throws Exception {
        assertThat(offer(students(0, 10))).isEqualTo(Taken.APPLIED);
        assertThat(offer(students(0, 10))).isEqualTo(Taken.SAME);
        close();
        open();
        start();
        assertThat(codes()).hasSize(10);
        assertThat(source()).isEqualTo("sync");
        assertThat(database.<Long>read(session -> session.number("SELECT sum(opt_out) FROM guardian")))
                .isEqualTo(5);
        assertThat(offer(students(2, 12))).as("two of ten are gone").isEqualTo(Taken.APPLIED);
        assertThat(codes()).hasSize(10).doesNotContain("S0", "S1");
    }

    @Test
    void one_that_lost_too_many_waits_over_a_restart_until_it_is_accepted() throws Exception {
        offer(students(0, 10));
        assertThat(offer(students(3, 11))).isEqualTo(Taken.HELD);
        assertThat(school.offer(students(3, 11), 20, NOON.plusSeconds(60))).isEqualTo(Taken.HELD);
        close();
        open();
        start();
        assertThat(codes()).hasSize(10).contains("S0");
        assertThat(school.standing().held()).contains(new Held(8, 3, 1, NOON));
        assertThat(school.accept(NOON)).isEqualTo(Taken.APPLIED);
        assertThat(codes()).hasSize(8).doesNotContain("S0");
        assertThat(school.standing().held()).isEmpty();
        assertThat(school.accept(NOON)).isEqualTo(Taken.NOTHING);
        assertThat(new SqliteAuditTrail(database).recent(1))
                .extracting(entry -> entry.action())
                .containsExactly("roster.accepted");
    }

    @Test
    void one_that_is_held_is_dropped_when_the_far_end_mends_it() throws Exception {
        offer(students(0, 10));
        offer(students(0, 1));
        assertThat(offer(students(0, 10))).isEqualTo(Taken.SAME);
        assertThat(school.standing().held()).isEmpty();
        offer(students(0, 1));
        assertThat(school.discard()).isTrue();
        assertThat(school.discard()).isFalse();
        assertThat(codes()).hasSize(10);
    }

    @Test
    void the_file_of_the_terminal_wins_and_gives_way_when_it_is_removed() throws Exception {
        Files.writeString(folder.resolve("roster.csv"), FILE);
        start();
        assertThat(school.offer(students(0, 10), 100, NOON)).isEqualTo(Taken.BEHIND_FILE);
        assertThat(codes()).containsExactly("F1");
        Files.delete(folder.resolve("roster.csv"));
        start();
        assertThat(codes()).hasSize(10);
        assertThat(source()).isEqualTo("sync");
        Files.writeString(folder.resolve("roster.csv"), FILE);
        start();
        assertThat(source()).isEqualTo("file");
    }

    @Test
    void the_first_one_is_held_against_the_file_it_would_follow() throws Exception {
        Files.writeString(folder.resolve("roster.csv"), FILE);
        start();
        assertThat(offer(students(0, 10))).isEqualTo(Taken.HELD);
        assertThat(school.accept(NOON)).isEqualTo(Taken.BEHIND_FILE);
    }

    @Test
    void an_empty_one_and_one_with_a_code_twice_are_refused() {
        assertThatThrownBy(() -> offer(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a roster of 0 students: allowed are 1 to 100000");
        List<RosterLine> twice = new ArrayList<>(students(0, 2));
        twice.addAll(students(1, 2));
        assertThatThrownBy(() -> offer(twice)).hasMessageNotContaining("S1");
        assertThatThrownBy(() -> school.read("<!DOCTYPE html><html>Please sign in, Ana</html>"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_forgotten_student_is_in_no_offer() throws Exception {
        offer(students(0, 10));
        offer(students(0, 1));
        assertThat(database.<Boolean>write(session -> RosterTable.forget(session, "S0")))
                .isTrue();
        for (String table : List.of("student", "guardian", "roster_line")) {
            assertThat(database.<Long>read(
                            session -> session.number("SELECT count(*) FROM " + table + " WHERE code = 'S0'")))
                    .as(table)
                    .isZero();
        }
    }

    private Ruling tuesday(SchoolFiles files) {
        return files.timetable().at(LocalDateTime.of(2026, 11, 24, 7, 0), "");
    }

    @Test
    void a_schedule_is_in_force_where_no_file_is_and_outlives_a_restart() throws Exception {
        assertThatThrownBy(() -> school.schedule("{", NOON)).hasMessageStartingWith("line 1: not valid JSON");
        assertThat(school.schedule(SUNDAYS, NOON)).isEqualTo(Taken.APPLIED);
        assertThat(school.schedule(SUNDAYS, NOON)).isEqualTo(Taken.SAME);
        close();
        open();
        try (SchoolFiles files = new SchoolFiles(folder, database, school)) {
            assertThat(tuesday(files)).isEqualTo(new Closed(Reason.NO_SCHOOL));
            Files.writeString(folder.resolve("schedule.json"), SUNDAYS.replace("SUN", "TUE"));
            files.step();
            assertThat(tuesday(files))
                    .isNotEqualTo(new Closed(Reason.NO_SCHOOL))
                    .isNotInstanceOf(Free.class);
            assertThat(school.schedule(SUNDAYS + " ", NOON)).isEqualTo(Taken.BEHIND_FILE);
            Files.delete(folder.resolve("schedule.json"));
            files.step();
            assertThat(tuesday(files)).isEqualTo(new Closed(Reason.NO_SCHOOL));
        }
    }
}
