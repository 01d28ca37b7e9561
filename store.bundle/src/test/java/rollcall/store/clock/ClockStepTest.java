package rollcall.store.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rollcall.scan.ClockTrust;

/** {@link ClockWatch} with a clock that somebody sets. */
class ClockStepTest extends ClockBench {
    @Test
    void a_step_by_hand_is_told_once_and_ends_the_trust_until_the_clock_is_set_again() throws Exception {
        touchMarker();
        passes(SECOND);
        setClock(Duration.ofMinutes(5));
        assertThat(watch.trust()).as("before any look").isEqualTo(ClockTrust.UNTRUSTED);
        passes(SECOND);
        passes(SECOND);
        assertThat(watch.trust()).isEqualTo(ClockTrust.UNTRUSTED);
        assertThat(steps).containsExactly(300.0);

        setClock(Duration.ofMinutes(-5));
        passes(SECOND);
        assertThat(watch.trust()).as("stepped back by hand").isEqualTo(ClockTrust.UNTRUSTED);
        assertThat(steps).containsExactly(300.0, -300.0);

        touchMarker();
        passes(SECOND);
        assertThat(watch.trust()).isEqualTo(ClockTrust.TRUSTED);
    }

    @Test
    void a_step_by_the_time_server_is_told_and_trusted() throws Exception {
        passes(SECOND);
        setClock(Duration.ofDays(3));
        touchMarker();
        passes(SECOND);
        assertThat(steps).containsExactly(259_200.0);
        assertThat(watch.trust()).isEqualTo(ClockTrust.TRUSTED);
    }

    @Test
    void two_seconds_are_no_step_and_many_small_ones_are_seen_all_the_same() throws Exception {
        touchMarker();
        passes(SECOND);
        setClock(Duration.ofSeconds(2));
        passes(SECOND);
        assertThat(steps).isEmpty();
        assertThat(watch.trust()).isEqualTo(ClockTrust.TRUSTED);
        setClock(Duration.ofMillis(1));
        passes(SECOND);
        assertThat(steps).isEmpty();
        assertThat(watch.trust()).isEqualTo(ClockTrust.UNTRUSTED);
    }

    @Test
    void a_step_is_not_excused_by_a_program_that_was_asked_before_it() {
        timedatectl = Optional.of("yes\n");
        passes(SECOND);
        setClock(Duration.ofHours(-1));
        passes(SECOND);
        assertThat(watch.trust()).isEqualTo(ClockTrust.UNTRUSTED);
        passes(Duration.ofMinutes(1));
        assertThat(watch.trust()).isEqualTo(ClockTrust.TRUSTED);
    }

    @Test
    void a_step_while_no_process_ran_is_seen_by_the_next() throws Exception {
        touchMarker();
        passes(SECOND);
        setClock(Duration.ofMinutes(10));
        start();
        assertThat(watch.trust()).isEqualTo(ClockTrust.UNTRUSTED);
        passes(SECOND);
        assertThat(watch.trust()).isEqualTo(ClockTrust.UNTRUSTED);
    }

    @Test
    void a_step_is_remembered_over_a_restart() throws Exception {
        touchMarker();
        passes(SECOND);
        setClock(Duration.ofMinutes(10));
        passes(SECOND);
        start();
        passes(SECOND);
        assertThat(watch.trust()).isEqualTo(ClockTrust.UNTRUSTED);
        touchMarker();
        passes(SECOND);
        assertThat(watch.trust()).isEqualTo(ClockTrust.TRUSTED);
    }
}
