package rollcall.alerts.life;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.alerts.life.Times.condition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rollcall.alert.Alert;
import rollcall.alert.AlertState;
import rollcall.alert.Severity;
import rollcall.alert.Silence;

class LifeCycleTest {
    private final Times times = new Times();
    private final LifeCycle life = new LifeCycle(Times.RULES, "here", Times.ids());
    private final List<String> told = new ArrayList<>();

    private void raise(String type, String source, Severity severity) {
        life.raise(condition(type, source, severity), times.now());
    }

    private List<String> after(long seconds) {
        told.clear();
        for (long i = 0; i < seconds; i += 5) {
            times.pass(Duration.ofSeconds(5));
            life.tick(times.now());
        }
        life.takeHappenings()
                .forEach(event -> told.add(event.kind() + " " + event.alert().source() + " "
                        + event.alert().severity()));
        return told;
    }

    private AlertState state() {
        return life.alerts().get(0).state();
    }

    @Test
    void what_does_not_last_is_not_told_and_counted() {
        raise("DISK_FULL", "data", Severity.CRITICAL);
        assertThat(after(5)).isEmpty();
        life.clear("DISK_FULL", "data", times.now());
        assertThat(after(100)).isEmpty();
        assertThat(life.suppressed()).containsEntry("not-lasting", 1L);
    }

    @Test
    void critical_goes_at_once_and_the_rest_waits_for_others() {
        raise("DISK_FULL", "data", Severity.CRITICAL);
        raise("QUEUE_OVERFLOW", "sync", Severity.ERROR);
        assertThat(after(10)).containsExactly("FIRING data CRITICAL");
        assertThat(after(25)).isEmpty();
        assertThat(after(10)).containsExactly("FIRING sync ERROR");
    }

    @Test
    void a_repeat_counts_and_says_nothing() {
        for (int i = 0; i < 7; i++) {
            raise("DISK_FULL", "data", Severity.CRITICAL);
        }
        assertThat(after(60)).hasSize(1);
        raise("DISK_FULL", "data", Severity.CRITICAL);
        assertThat(after(60)).isEmpty();
        assertThat(life.alerts()).extracting(Alert::occurrences).containsExactly(8L);
    }

    @Test
    void a_rise_gets_through_the_cooldown() {
        raise("SYNC_FAILURE", "sync", Severity.WARNING);
        assertThat(after(60)).containsExactly("FIRING sync WARNING");
        raise("SYNC_FAILURE", "sync", Severity.CRITICAL);
        assertThat(after(5)).containsExactly("FIRING sync CRITICAL");
    }

    @Test
    void a_rise_gets_through_although_the_milder_one_was_resolved() {
        raise("SYNC_FAILURE", "sync", Severity.WARNING);
        after(60);
        life.clear("SYNC_FAILURE", "sync", times.now());
        assertThat(after(70)).containsExactly("RESOLVED sync WARNING");
        raise("SYNC_FAILURE", "sync", Severity.CRITICAL);
        assertThat(after(15)).containsExactly("FIRING sync CRITICAL");
    }

    @Test
    void one_breaker_does_not_silence_another() {
        raise("CIRCUIT_BREAKER_OPEN", "students", Severity.ERROR);
        after(60);
        raise("CIRCUIT_BREAKER_OPEN", "attendance", Severity.ERROR);
        assertThat(after(60)).containsExactly("FIRING attendance ERROR");
    }

    @Test
    void the_cooldown_holds_back_and_loses_nothing() {
        raise("DISK_FULL", "data", Severity.CRITICAL);
        after(15);
        life.clear("DISK_FULL", "data", times.now());
        after(70);
        raise("DISK_FULL", "data", Severity.CRITICAL);
        assertThat(after(120)).isEmpty();
        assertThat(after(200)).containsExactly("FIRING data CRITICAL");
    }

    @Test
    void a_clock_set_back_or_on_changes_no_cooldown() {
        for (Duration step : List.of(Duration.ofDays(-365), Duration.ofDays(365))) {
            String source = "s" + step.toDays();
            raise("DISK_FULL", source, Severity.CRITICAL);
            after(15);
            life.clear("DISK_FULL", source, times.now());
            after(65);
            times.step(step);
            raise("DISK_FULL", source, Severity.CRITICAL);
            assertThat(after(120)).isEmpty();
            assertThat(after(200)).hasSize(1);
        }
    }

    @Test
    void the_cause_explains_and_what_stays_is_told() {
        raise("UNDERVOLTAGE", "board", Severity.CRITICAL);
        after(15);
        raise("CAMERA_FAILURE", "camera", Severity.CRITICAL);
        assertThat(after(600)).isEmpty();
        life.clear("UNDERVOLTAGE", "board", times.now());
        assertThat(after(90)).containsExactly("FIRING camera CRITICAL", "RESOLVED board CRITICAL");
    }

    @Test
    void who_acknowledged_hears_no_repeats_but_a_rise() {
        raise("SYNC_FAILURE", "sync", Severity.WARNING);
        after(60);
        assertThat(life.acknowledge("SYNC_FAILURE", "sync", "admin", times.now()))
                .isTrue();
        assertThat(after(5)).containsExactly("ACKNOWLEDGED sync WARNING");
        assertThat(after(5 * 3600)).isEmpty();
        raise("SYNC_FAILURE", "sync", Severity.ERROR);
        assertThat(after(5)).containsExactly("FIRING sync ERROR");
        assertThat(state()).isEqualTo(AlertState.FIRING);
    }

    @Test
    void an_alert_nobody_takes_is_told_again() {
        raise("DISK_FULL", "data", Severity.CRITICAL);
        assertThat(after(2 * 3600 + 60))
                .containsExactly("FIRING data CRITICAL", "FIRING data CRITICAL", "FIRING data CRITICAL");
    }

    @Test
    void a_silence_holds_back_and_what_outlives_it_is_told() {
        life.silence(new Silence("DISK_FULL", "*", times.now().wall().plusSeconds(600), "admin", "works"));
        raise("DISK_FULL", "data", Severity.CRITICAL);
        assertThat(after(590)).isEmpty();
        assertThat(state()).isEqualTo(AlertState.SILENCED);
        assertThat(after(15)).containsExactly("FIRING data CRITICAL");
    }

    @Test
    void what_flaps_is_held_for_longer() {
        for (int i = 0; i < 6; i++) {
            raise("CAMERA_FAILURE", "camera", Severity.CRITICAL);
            after(15);
            life.clear("CAMERA_FAILURE", "camera", times.now());
            after(15);
        }
        assertThat(after(600)).isEmpty();
        assertThat(state()).isEqualTo(AlertState.RESOLVING);
        assertThat(after(300)).containsExactly("RESOLVED camera CRITICAL");
    }

    @Test
    void after_a_restart_life_goes_on_and_what_nobody_sees_again_ends() {
        raise("DISK_FULL", "data", Severity.CRITICAL);
        raise("QUEUE_OVERFLOW", "sync", Severity.ERROR);
        after(15);
        LifeCycle next = new LifeCycle(Times.RULES, "here", Times.ids());
        next.load(life.alerts(), List.of(), times.now());
        next.tick(times.now());
        assertThat(next.takeHappenings())
                .extracting(event -> event.alert().source())
                .containsExactly("sync");
        times.pass(Duration.ofHours(1));
        next.raise(condition("QUEUE_OVERFLOW", "sync", Severity.ERROR), times.now());
        next.tick(times.now());
        times.pass(Duration.ofMinutes(2));
        next.tick(times.now());
        assertThat(next.alerts()).extracting(Alert::source).containsExactly("sync");
    }
}
