package rollcall.store.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import rollcall.scan.Decision;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Decision.Reason;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.Direction;
import rollcall.scan.Student;
import rollcall.store.admission.Admission.Known;

class AdmissionTest {
    private static final Instant MORNING = Instant.parse("2026-11-23T23:05:00Z"); // 07:05 in Manila on the 24th

    private final Admission admission =
            new Admission(ZoneId.of("Asia/Manila"), Duration.ofMinutes(10), Pattern.compile("[A-Z0-9]{1,8}"), false);

    private LastAccepted last(Direction direction, Instant at) {
        return new LastAccepted(direction, at, admission.day(at), "");
    }

    /** With a roster that lists S1 alone. */
    private Decision decide(String code, Instant at, LastAccepted... history) {
        Optional<Student> student = code.equals("S1") ? Optional.of(new Student("S1", "Ana", "7-A")) : Optional.empty();
        return admission.decide(code, at, new Known(student, true, List.of(history)), Timetable.NONE);
    }

    private Decision decideWithoutRoster(String code) {
        return admission.decide(code, MORNING, new Known(Optional.empty(), false, List.of()), Timetable.NONE);
    }

    @Test
    void the_first_scan_of_a_day_is_a_login() {
        assertThat(decide("S1", MORNING)).isEqualTo(new Accepted(Direction.LOGIN, false, true, ""));
    }

    @Test
    void without_a_roster_a_code_is_let_in_unlisted() {
        assertThat(decideWithoutRoster("S9")).isEqualTo(new Accepted(Direction.LOGIN, false, false, ""));
    }

    @Test
    void with_a_roster_an_unknown_code_is_refused() {
        assertThat(decide("S9", MORNING)).isEqualTo(new Rejected(Reason.UNKNOWN_CODE));
    }

    @Test
    void what_has_not_the_form_of_a_code_is_refused_even_without_a_roster() {
        for (String text : new String[] {"", "s1", "S1\n", "S1; DROP TABLE scan", "<b>S1</b>", "A".repeat(4_000)}) {
            assertThat(decideWithoutRoster(text)).as(text).isEqualTo(new Rejected(Reason.MALFORMED_CODE));
        }
    }

    @Test
    void inside_the_cooldown_it_is_a_duplicate_and_at_its_end_no_more() {
        Instant justBefore = MORNING.plus(Duration.ofMinutes(10)).minusMillis(1);
        assertThat(decide("S1", justBefore, last(Direction.LOGIN, MORNING)))
                .isEqualTo(new Duplicate(Direction.LOGIN, MORNING));
        assertThat(decide("S1", justBefore.plusMillis(1), last(Direction.LOGIN, MORNING)))
                .isEqualTo(new Accepted(Direction.LOGOUT, false, true, ""));
    }

    @Test
    void the_cooldown_holds_across_midnight_and_across_a_clock_that_steps_back() {
        Instant beforeMidnight = Instant.parse("2026-11-24T15:58:00Z");
        assertThat(decide("S1", beforeMidnight.plus(Duration.ofMinutes(5)), last(Direction.LOGIN, beforeMidnight)))
                .isInstanceOf(Duplicate.class);
        assertThat(decide("S1", MORNING.minusSeconds(60), last(Direction.LOGIN, MORNING)))
                .isInstanceOf(Duplicate.class);
    }

    @Test
    void a_new_local_day_starts_with_a_login() {
        assertThat(decide("S1", MORNING.plus(Duration.ofDays(1)), last(Direction.LOGIN, MORNING)))
                .isEqualTo(new Accepted(Direction.LOGIN, false, true, ""));
    }

    @Test
    void the_local_day_and_not_that_of_greenwich_counts() {
        // 07:05 and 08:05 in Manila lie on two days of UTC.
        assertThat(decide("S1", MORNING.plus(Duration.ofHours(1)), last(Direction.LOGIN, MORNING)))
                .isEqualTo(new Accepted(Direction.LOGOUT, false, true, ""));
    }
}
