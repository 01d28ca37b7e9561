package rollcall.store.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.store.StoreException;
import rollcall.store.admission.Timetable.Closed;
import rollcall.store.admission.Timetable.Free;
import rollcall.store.admission.Timetable.Open;
import rollcall.store.admission.Timetable.Ruling;

class TimetableFileTest {
    private static final LocalDateTime SEVEN = LocalDateTime.of(2026, 11, 24, 7, 0);

    @TempDir
    private Path folder;

    private Optional<String> kept = Optional.empty();
    private boolean unwritable;
    private int writes;
    private TimetableFile schedule;

    private final TimetableFile.Memory memory = new TimetableFile.Memory() {
        @Override
        public Optional<String> text() {
            return kept;
        }

        @Override
        public void keep(String text) throws StoreException {
            writes++;
            if (unwritable) {
                throw new StoreException(StoreException.Kind.UNWRITABLE, "the disk is full");
            }
            kept = Optional.of(text);
        }

        @Override
        public void forget() {
            kept = Optional.empty();
        }
    };

    @BeforeEach
    void start() throws StoreException {
        schedule = new TimetableFile(file(), memory);
        schedule.step();
    }

    private Path file() {
        return folder.resolve("schedule.json");
    }

    private void writeAndLook(String text) throws Exception {
        Path fresh = folder.resolve("schedule.json.new");
        Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
        Files.move(fresh, file(), StandardCopyOption.REPLACE_EXISTING);
        schedule.step();
    }

    private Ruling atSeven() {
        return schedule.timetable().at(SEVEN, "7-A");
    }

    @Test
    void without_a_file_every_moment_is_free() {
        assertThat(atSeven()).isEqualTo(new Free());
    }

    @Test
    void a_good_file_is_in_force_and_kept() throws Exception {
        writeAndLook("\uFEFF" + WeekTimetableTest.SCHOOL);
        assertThat(atSeven()).isInstanceOf(Open.class);
        assertThat(kept).contains(WeekTimetableTest.SCHOOL);
    }

    @Test
    void a_torn_file_keeps_the_last_good_one_also_over_a_restart() throws Exception {
        writeAndLook(WeekTimetableTest.SCHOOL);
        writeAndLook(WeekTimetableTest.SCHOOL.substring(0, 100));
        assertThat(atSeven()).isInstanceOf(Open.class);
        start();
        assertThat(atSeven()).isInstanceOf(Open.class);
    }

    @Test
    void a_removed_file_means_no_schedule_also_over_a_restart() throws Exception {
        writeAndLook(WeekTimetableTest.SCHOOL);
        Files.delete(file());
        schedule.step();
        assertThat(atSeven()).isEqualTo(new Free());
        start();
        assertThat(atSeven()).isEqualTo(new Free());
        assertThat(kept).isEmpty();
    }

    @Test
    void a_file_removed_while_the_terminal_was_off_means_no_schedule() throws Exception {
        writeAndLook(WeekTimetableTest.SCHOOL);
        Files.delete(file());
        start();
        assertThat(atSeven()).isEqualTo(new Free());
    }

    @Test
    void a_change_is_in_force_at_the_next_look() throws Exception {
        writeAndLook(WeekTimetableTest.SCHOOL);
        writeAndLook(WeekTimetableTest.SCHOOL.replace("06:30-07:30", "07:10-07:30"));
        assertThat(atSeven()).isInstanceOf(Closed.class);
    }

    @Test
    void a_schedule_that_cannot_be_kept_is_in_force_and_kept_later() throws Exception {
        unwritable = true;
        writeAndLook(WeekTimetableTest.SCHOOL);
        assertThat(atSeven()).isInstanceOf(Open.class);
        assertThat(kept).isEmpty();
        unwritable = false;
        schedule.step();
        assertThat(kept).isPresent();
        schedule.step();
        assertThat(writes).isEqualTo(2);
    }

    @Test
    void a_kept_text_that_this_store_cannot_read_means_no_schedule_until_the_file_is_good() throws Exception {
        kept = Optional.of("{\"from\": \"a newer store\"}");
        start();
        assertThat(atSeven()).isEqualTo(new Free());
    }

    /** Each is the school's schedule with one text replaced, and the complaint it leads to. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"07:15\"|\"07:31\"|line 4: schedules[0].sessions[0] lateAfter = 07:31: allowed are 06:30 to 07:30",
                "\"11:30-12:30\"|\"07:00-12:30\"|line 4: schedules[0].sessions[0] logout = 07:00-12:30: allowed from 07:30",
                "06:30-07:30|07:30-06:30|line 4: schedules[0].sessions[0].login = 07:30-06:30: the end has to be later",
                "06:30-07:30|24:00-25:00|line 4: schedules[0].sessions[0].login = 24:00-25:00: allowed are times from 00:00",
                "06:30-07:30|6:30-7:30|allowed are times from 00:00 to 23:59:59",
                "06:30-07:30|06:30|allowed are two times such as 06:30-07:30",
                "\"06:30-07:30\"|630|line 4: schedules[0].sessions[0].login has to be a text in quotes",
                "12:30-13:30|11:00-13:30|line 5: schedules[0].sessions[1].login login starts at 11:00: allowed from 11:30",
                "\"12:30-13:30\", \"lateAfter\": \"13:15\"|\"12:00-12:30\", \"lateAfter\": \"12:15\"|line 5: schedules[0].sessions[1].login login ends at 12:30: allowed after 12:30",
                "\"afternoon\"|\"morning\"|line 5: schedules[0].sessions[1].name = morning stands there twice",
                "\"FRI\"|\"FRIDAY\"|line 2: schedules[0].days[4] = FRIDAY: allowed are MON, TUE",
                "[\"SAT\"]|[]|line 6: schedules[1].days has 0 entries: allowed are 1 to 7",
                "\"8-C\"|\"8-B\"|line 6: schedules[1].sections[1] = 8-B is in schedule evening already",
                "[\"8-B\", \"8-C\"]|[]|line 6: schedules[1] has no sections, which makes it the default schedule, as default is",
                "\"name\": \"evening\", \"sections\"|\"name\": \"default\", \"sections\"|line 6: schedules[1].name = default stands there twice",
                "\"lateAfter\": \"07:15\"|\"late\": \"07:15\"|line 4: schedules[0].sessions[0].late is not known: allowed are name, login",
                "\"lateAfter\": \"07:15\", | |line 4: schedules[0].sessions[0] has no lateAfter",
                "2026-12-25|2026-02-30|line 8: holidays[0] = 2026-02-30: allowed are a day such as 2026-12-25",
                "2026-12-28/2027-01-02|2027-01-02/2026-12-28|line 8: holidays[1] = 2027-01-02/2026-12-28: the last day is before",
                "\"holidays\"|\"schedules\"|line 8: schedules stands there twice",
                "\"schedules\"|\"Schedules\"|line 1: Schedules is not known: allowed are schedules, holidays",
                "\"2026-12-25\"|null|line 8: holidays[0] has to be a text in quotes",
                "\"2026-12-25\"|[[[[[[[[1]]]]]]]]|line 8: nested deeper than 8 levels",
            })
    void a_file_that_makes_no_sense_is_refused_with_line_key_and_range(String from, String to, String complaint) {
        String text = WeekTimetableTest.SCHOOL.replace(from, to == null ? "" : to);
        assertThat(text).isNotEqualTo(WeekTimetableTest.SCHOOL);
        assertThatThrownBy(() -> TimetableJson.read(text))
                .message()
                .contains(complaint)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|the file is empty",
                "[]|line 1: has to be an object in braces",
                "{}|has no schedules",
                "{\"schedules\": []}|says nothing",
                "{\"schedules\": [}|line 1: not valid JSON",
                "{\"schedules\": [|line 1: not valid JSON",
                "{\"schedules\": [], \"holidays\": [\"2026-12-25\"]} {}|there is more after the last brace",
                "{'schedules': []}|not valid JSON",
            })
    void what_is_no_schedule_at_all_is_refused(String text, String complaint) {
        assertThatThrownBy(() -> TimetableJson.read(text))
                .message()
                .contains(complaint)
                .hasLineCount(1);
    }

    @Test
    void a_file_that_is_not_utf8_or_too_large_keeps_the_last_good_one() throws Exception {
        writeAndLook(WeekTimetableTest.SCHOOL);
        Files.write(file(), new byte[] {'{', (byte) 0xff, '}'});
        schedule.step();
        assertThat(atSeven()).isInstanceOf(Open.class);
        Files.write(file(), new byte[(1 << 20) + 1]);
        schedule.step();
        assertThat(atSeven()).isInstanceOf(Open.class);
    }
}
