package rollcall.store.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.scan.Decision;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Decision.Reason;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.Direction;
import rollcall.scan.Student;
import rollcall.store.timetable.TimetableText;

/** {@link Admission} together with a schedule, a zone and a clock that is not steady. */
class ScheduledAdmissionTest {
    private static final String EVERY_DAY = "\"days\": [\"MON\",\"TUE\",\"WED\",\"THU\",\"FRI\",\"SAT\",\"SUN\"]";
    private static final Timetable SCHOOL = TimetableText.read("{\"schedules\": [{\"name\": \"all\", " + EVERY_DAY
            + ", \"sessions\": ["
            + "{\"name\": \"morning\", \"login\": \"06:30-07:30\", \"lateAfter\": \"07:15\", \"logout\": \"11:30-12:30\"},"
            + "{\"name\": \"afternoon\", \"login\": \"12:30-13:30\", \"lateAfter\": \"13:15\", \"logout\": \"16:30-17:30\"}]},"
            + "{\"name\": \"night\", \"sections\": [\"8-B\"], " + EVERY_DAY + ", \"sessions\": ["
            + "{\"name\": \"night\", \"login\": \"01:00-02:30\", \"lateAfter\": \"02:00\", \"logout\": \"02:30-04:00\"}]}],"
            + "\"holidays\": [\"2026-12-25\"]}");

    /** One terminal, which remembers what counted. */
    private static final class Door {
        private final ZoneId zone;
        private final Admission admission;
        private final Timetable timetable;
        private final List<LastAccepted> history = new ArrayList<>();

        Door(String zone, int cooldownMinutes, boolean acceptUnknown, Timetable timetable) {
            this.zone = ZoneId.of(zone);
            this.admission = new Admission(
                    this.zone, Duration.ofMinutes(cooldownMinutes), Pattern.compile("[A-Z0-9]{1,8}"), acceptUnknown);
            this.timetable = timetable;
        }

        Instant instant(String local) {
            return LocalDateTime.parse(local).atZone(zone).toInstant();
        }

        /** Ana is in 7-A, Ben in 8-B, nobody else is listed. */
        Decision scan(String code, Instant at) {
            Optional<Student> student =
                    switch (code) {
                        case "ANA" -> Optional.of(new Student("ANA", "Ana", "7-A"));
                        case "BEN" -> Optional.of(new Student("BEN", "Ben", "8-B"));
                        default -> Optional.empty();
                    };
            Decision decision =
                    admission.decide(code, at, new Admission.Known(student, true, List.copyOf(history)), timetable);
            if (decision instanceof Accepted accepted) {
                history.add(0, new LastAccepted(accepted.direction(), at, admission.day(at), accepted.session()));
            }
            return decision;
        }

        Decision scan(String code, String local) {
            return scan(code, instant(local));
        }
    }

    private static Door manila() {
        return new Door("Asia/Manila", 10, false, SCHOOL);
    }

    @Test
    void two_frames_of_one_card_are_one_acceptance() {
        for (Timetable timetable : List.of(SCHOOL, Timetable.NONE)) {
            Door door = new Door("Asia/Manila", 10, false, timetable);
            assertThat(door.scan("ANA", "2026-11-24T07:00:00")).isInstanceOf(Accepted.class);
            assertThat(door.scan("ANA", "2026-11-24T07:00:00.040"))
                    .isEqualTo(new Duplicate(Direction.LOGIN, door.instant("2026-11-24T07:00:00")));
        }
    }

    @Test
    void two_frames_of_one_card_are_one_acceptance_by_schedule_even_without_a_cooldown() {
        Door door = new Door("Asia/Manila", 0, false, SCHOOL);
        assertThat(door.scan("ANA", "2026-11-24T07:00:00")).isInstanceOf(Accepted.class);
        assertThat(door.scan("ANA", "2026-11-24T07:00:00.040")).isInstanceOf(Duplicate.class);
    }

    @Test
    void a_day_has_one_login_and_one_logout_for_each_session() {
        Door door = manila();
        assertThat(door.scan("ANA", "2026-11-24T07:20:00"))
                .isEqualTo(new Accepted(Direction.LOGIN, true, true, "morning"));
        assertThat(door.scan("ANA", "2026-11-24T09:00:00")).isInstanceOf(Duplicate.class);
        assertThat(door.scan("ANA", "2026-11-24T11:40:00"))
                .isEqualTo(new Accepted(Direction.LOGOUT, false, true, "morning"));
        assertThat(door.scan("ANA", "2026-11-24T12:30:00")).isInstanceOf(Duplicate.class);
        assertThat(door.scan("ANA", "2026-11-24T12:31:00"))
                .isEqualTo(new Accepted(Direction.LOGIN, false, true, "afternoon"));
        assertThat(door.scan("ANA", "2026-11-24T17:31:00")).isEqualTo(new Rejected(Reason.OUTSIDE_HOURS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Europe/Berlin"})
    void an_hour_that_does_not_exist_is_skipped(String zone) {
        Door door = new Door(zone, 10, false, SCHOOL);
        String day = zone.startsWith("America") ? "2026-03-08" : "2026-03-29";
        Instant before = door.instant(day + "T01:59:00");
        assertThat(door.scan("BEN", before)).isInstanceOf(Accepted.class);
        if (zone.startsWith("America")) {
            // A minute later it is 03:00: the whole rest of the login window was skipped.
            assertThat(door.scan("BEN", before.plusSeconds(660)))
                    .isEqualTo(new Accepted(Direction.LOGOUT, false, true, "night"));
        } else {
            // At 02:00 it is 03:00.
            assertThat(door.scan("BEN", before.plusSeconds(660)))
                    .isEqualTo(new Accepted(Direction.LOGOUT, false, true, "night"));
            assertThat(before.plusSeconds(660).atZone(door.zone).toLocalTime().toString())
                    .isEqualTo("03:10");
        }
    }

    @ParameterizedTest
    @CsvSource({"America/New_York, 2026-11-01T01:30:00", "Europe/Berlin, 2026-10-25T02:20:00"})
    void an_hour_that_comes_twice_counts_once(String zone, String local) {
        Door door = new Door(zone, 10, false, SCHOOL);
        ZonedDateTime first = LocalDateTime.parse(local).atZone(door.zone).withEarlierOffsetAtOverlap();
        ZonedDateTime second = first.withLaterOffsetAtOverlap();
        assertThat(Duration.between(first, second)).isEqualTo(Duration.ofHours(1));
        assertThat(door.scan("BEN", first.toInstant())).isInstanceOf(Accepted.class);
        assertThat(door.scan("BEN", second.toInstant())).isEqualTo(new Duplicate(Direction.LOGIN, first.toInstant()));
    }

    @Test
    void without_a_schedule_the_second_hour_of_an_overlap_is_a_logout() {
        Door door = new Door("Europe/Berlin", 10, false, Timetable.NONE);
        Instant first = Instant.parse("2026-10-25T00:20:00Z");
        assertThat(door.scan("ANA", first)).isEqualTo(new Accepted(Direction.LOGIN, false, true, ""));
        assertThat(door.scan("ANA", first.plusSeconds(3_600)))
                .isEqualTo(new Accepted(Direction.LOGOUT, false, true, ""));
    }

    @Test
    void a_clock_that_steps_back_across_midnight_does_not_let_a_card_in_twice() {
        Door free = new Door("Asia/Manila", 10, false, Timetable.NONE);
        assertThat(free.scan("ANA", "2026-11-24T23:58:00")).isInstanceOf(Accepted.class);
        assertThat(free.scan("ANA", "2026-11-25T00:10:00")).isEqualTo(new Accepted(Direction.LOGIN, false, true, ""));
        assertThat(free.scan("ANA", "2026-11-24T23:59:00"))
                .isEqualTo(new Duplicate(Direction.LOGIN, free.instant("2026-11-24T23:58:00")));

        Door school = manila();
        assertThat(school.scan("ANA", "2026-11-24T07:00:00")).isInstanceOf(Accepted.class);
        assertThat(school.scan("ANA", "2026-11-25T07:00:00")).isInstanceOf(Accepted.class);
        assertThat(school.scan("ANA", "2026-11-24T08:00:00"))
                .isEqualTo(new Duplicate(Direction.LOGIN, school.instant("2026-11-24T07:00:00")));
    }

    @Test
    void a_holiday_refuses_everybody() {
        assertThat(manila().scan("ANA", "2026-12-25T07:00:00")).isEqualTo(new Rejected(Reason.NO_SCHOOL));
        assertThat(manila().scan("BEN", "2026-12-25T01:30:00")).isEqualTo(new Rejected(Reason.NO_SCHOOL));
    }

    @Test
    void each_section_goes_by_its_own_schedule() {
        assertThat(manila().scan("BEN", "2026-11-24T02:01:00"))
                .isEqualTo(new Accepted(Direction.LOGIN, true, true, "night"));
        assertThat(manila().scan("ANA", "2026-11-24T02:01:00")).isEqualTo(new Rejected(Reason.OUTSIDE_HOURS));
    }

    @Test
    void an_unknown_code_is_refused_or_goes_unlisted_by_the_default_schedule() {
        assertThat(manila().scan("ZOE", "2026-11-24T07:00:00")).isEqualTo(new Rejected(Reason.UNKNOWN_CODE));
        Door accepting = new Door("Asia/Manila", 10, true, SCHOOL);
        assertThat(accepting.scan("ZOE", "2026-11-24T07:00:00"))
                .isEqualTo(new Accepted(Direction.LOGIN, false, false, "morning"));
        assertThat(accepting.scan("ZOE", "2026-11-24T05:00:00")).isEqualTo(new Rejected(Reason.OUTSIDE_HOURS));
        assertThat(accepting.scan("zoe!", "2026-11-24T07:00:00")).isEqualTo(new Rejected(Reason.MALFORMED_CODE));
    }
}
