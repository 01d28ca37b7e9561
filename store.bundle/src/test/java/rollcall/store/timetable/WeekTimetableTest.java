package rollcall.store.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.scan.Decision.Reason;
import rollcall.scan.Direction;
import rollcall.store.admission.Timetable;
import rollcall.store.admission.Timetable.Closed;
import rollcall.store.admission.Timetable.Free;
import rollcall.store.admission.Timetable.Open;

class WeekTimetableTest {
    static final String SCHOOL = """
            { "schedules": [
                { "name": "default", "sections": [], "days": ["MON", "TUE", "WED", "THU", "FRI"],
                  "sessions": [
                    { "name": "morning", "login": "06:30-07:30", "lateAfter": "07:15", "logout": "11:30-12:30" },
                    { "name": "afternoon", "login": "12:30-13:30", "lateAfter": "13:15", "logout": "16:30-17:30" } ] },
                { "name": "evening", "sections": ["8-B", "8-C"], "days": ["SAT"],
                  "sessions": [ { "name": "evening", "login": "18:00-19:00", "lateAfter": "18:30:30" } ] } ],
              "holidays": ["2026-12-25", "2026-12-28/2027-01-02"] }
            """;

    private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 24);
    private static final LocalDate SATURDAY = LocalDate.of(2026, 11, 28);

    private static Timetable school() throws IOException {
        return TimetableJson.read(SCHOOL);
    }

    /** The predecessor's table, row by row, with the moments around each bound. */
    @ParameterizedTest
    @CsvSource({
        "00:00, closed, , ",
        "06:29, closed, , ",
        "06:29:59.999, closed, , ",
        "06:30, LOGIN, morning, false",
        "07:15:00, LOGIN, morning, false",
        "07:15:00.001, LOGIN, morning, true",
        "07:15:01, LOGIN, morning, true",
        "07:30, LOGIN, morning, true",
        "07:31, LOGIN, morning, true",
        "11:29, LOGIN, morning, true",
        "11:29:59.999, LOGIN, morning, true",
        "11:30, LOGOUT, morning, false",
        "12:30:00, LOGOUT, morning, false",
        "12:30:00.001, LOGIN, afternoon, false",
        "13:15:00, LOGIN, afternoon, false",
        "13:15:01, LOGIN, afternoon, true",
        "13:30:01, LOGIN, afternoon, true",
        "16:29, LOGIN, afternoon, true",
        "16:30, LOGOUT, afternoon, false",
        "17:30, LOGOUT, afternoon, false",
        "17:30:00.001, closed, , ",
        "17:31, closed, , ",
        "23:59:59.999, closed, , "
    })
    void each_row_of_the_predecessors_table_comes_out(LocalTime time, String what, String session, Boolean late)
            throws Exception {
        Timetable.Ruling expected = what.equals("closed")
                ? new Closed(Reason.OUTSIDE_HOURS)
                : new Open(Direction.valueOf(what), late, session);
        assertThat(school().at(TUESDAY.atTime(time), "7-A")).isEqualTo(expected);
        assertThat(school().at(TUESDAY.atTime(time), "")).isEqualTo(expected);
    }

    @Test
    void a_section_has_its_own_schedule_and_not_the_default_one() throws Exception {
        assertThat(school().at(SATURDAY.atTime(18, 30, 30), "8-B"))
                .isEqualTo(new Open(Direction.LOGIN, false, "evening"));
        assertThat(school().at(SATURDAY.atTime(18, 30, 31), "8-C"))
                .isEqualTo(new Open(Direction.LOGIN, true, "evening"));
        assertThat(school().at(TUESDAY.atTime(7, 0), "8-B")).isEqualTo(new Closed(Reason.NO_SCHOOL));
        assertThat(school().at(SATURDAY.atTime(18, 0), "7-A")).isEqualTo(new Closed(Reason.NO_SCHOOL));
    }

    @Test
    void a_session_without_logout_is_over_with_its_login_window() throws Exception {
        assertThat(school().at(SATURDAY.atTime(19, 0), "8-B")).isInstanceOf(Open.class);
        assertThat(school().at(SATURDAY.atTime(19, 0, 1), "8-B")).isEqualTo(new Closed(Reason.OUTSIDE_HOURS));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-24, true",
        "2026-12-25, false",
        "2026-12-28, false",
        "2026-12-30, false",
        "2027-01-01, false",
        "2027-01-04, true"
    })
    void on_a_holiday_there_is_no_school(LocalDate day, boolean school) throws Exception {
        LocalDateTime at = day.atTime(7, 0);
        Timetable.Ruling expected = school ? new Open(Direction.LOGIN, false, "morning") : new Closed(Reason.NO_SCHOOL);
        assertThat(school().at(at, "7-A")).isEqualTo(expected);
    }

    @Test
    void without_a_default_schedule_other_sections_are_free_but_for_holidays() throws Exception {
        Timetable timetable = TimetableJson.read("""
                {"schedules": [{"name": "evening", "sections": ["8-B"], "days": ["SAT"], "sessions":
                  [{"name": "evening", "login": "18:00-19:00", "lateAfter": "18:30"}]}],
                 "holidays": ["2026-12-25"]}
                """);
        assertThat(timetable.at(TUESDAY.atTime(3, 0), "7-A")).isEqualTo(new Free());
        assertThat(timetable.at(TUESDAY.atTime(3, 0), "")).isEqualTo(new Free());
        assertThat(timetable.at(LocalDate.of(2026, 12, 25).atTime(3, 0), "7-A"))
                .isEqualTo(new Closed(Reason.NO_SCHOOL));
    }

    @Test
    void where_two_sessions_overlap_the_earlier_one_counts() throws Exception {
        Timetable timetable = TimetableJson.read("""
                {"schedules": [{"name": "all", "days": ["TUE"], "sessions": [
                  {"name": "a", "login": "07:00-08:00", "lateAfter": "08:00", "logout": "12:00-13:00"},
                  {"name": "b", "login": "12:30-13:30", "lateAfter": "13:00", "logout": "13:30-14:00"}]}]}
                """);
        assertThat(timetable.at(TUESDAY.atTime(13, 0), "")).isEqualTo(new Open(Direction.LOGOUT, false, "a"));
        assertThat(timetable.at(TUESDAY.atTime(13, 1), "")).isEqualTo(new Open(Direction.LOGIN, true, "b"));
        assertThat(timetable.at(TUESDAY.atTime(13, 30), "")).isEqualTo(new Open(Direction.LOGIN, true, "b"));
        assertThat(timetable.at(TUESDAY.atTime(13, 31), "")).isEqualTo(new Open(Direction.LOGOUT, false, "b"));
    }
}
