package rollcall.store.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableJsonTest {
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
}
