package rollcall.store.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rollcall.scan.ClockTrust;

class ClockWatchTest extends ClockBench {
    @Test
    void a_machine_that_knows_nothing_is_untrusted() {
        passes(SECOND);
        assertThat(watch.trust()).isEqualTo(ClockTrust.UNTRUSTED);
        assertThat(memory.writes).isZero();
    }

    @Test
    void a_fresh_marker_is_trusted_and_an_old_one_holdover_then_untrusted() throws Exception {
        touchMarker();
        passes(SECOND);
        assertThat(watch.trust()).isEqualTo(ClockTrust.TRUSTED);
        passes(Duration.ofMinutes(74));
        assertThat(watch.trust()).isEqualTo(ClockTrust.TRUSTED);
        passes(Duration.ofMinutes(2));
        assertThat(watch.trust()).isEqualTo(ClockTrust.HOLDOVER);
        passes(Duration.ofHours(24).minusMinutes(77));
        assertThat(watch.trust()).isEqualTo(ClockTrust.HOLDOVER);
        passes(Duration.ofMinutes(1));
        assertThat(watch.trust()).isEqualTo(ClockTrust.UNTRUSTED);
        assertThat(asked).hasValue(0);
    }

    @Test
    void without_holdover_an_old_marker_is_untrusted() throws Exception {
        watch = process(Duration.ZERO);
        touchMarker();
        passes(SECOND);
        assertThat(watch.trust()).isEqualTo(ClockTrust.TRUSTED);
        passes(Duration.ofMinutes(80));
        assertThat(watch.trust()).isEqualTo(ClockTrust.UNTRUSTED);
    }

    @Test
    void programs_are_asked_once_a_minute_and_their_last_yes_counts_as_holdover() {
        timedatectl = Optional.of("yes\n");
        for (int i = 0; i < 61; i++) {
            passes(SECOND);
        }
        assertThat(asked).hasValue(2);
        assertThat(watch.trust()).isEqualTo(ClockTrust.TRUSTED);
        timedatectl = Optional.of("no\n");
        passes(Duration.ofMinutes(1));
        assertThat(watch.trust()).isEqualTo(ClockTrust.HOLDOVER);
    }

    @Test
    void programs_that_fall_silent_are_not_believed_for_ever() {
        timedatectl = Optional.of("yes\n");
        passes(SECOND);
        timedatectl = Optional.empty();
        passes(Duration.ofMinutes(2));
        assertThat(watch.trust()).isEqualTo(ClockTrust.TRUSTED);
        passes(Duration.ofMinutes(1));
        assertThat(watch.trust()).isEqualTo(ClockTrust.HOLDOVER);
    }

    @Test
    void a_new_process_in_the_same_boot_remembers() throws Exception {
        timedatectl = Optional.of("yes\n");
        passes(SECOND);
        timedatectl = Optional.empty();
        start();
        assertThat(watch.trust()).isEqualTo(ClockTrust.HOLDOVER);
    }

    @Test
    void after_a_reboot_only_a_machine_with_a_battery_clock_is_in_holdover() throws Exception {
        touchMarker();
        passes(SECOND);
        reboot(Duration.ofHours(2));
        passes(SECOND);
        assertThat(watch.trust()).isEqualTo(ClockTrust.UNTRUSTED);

        Files.createFile(folder.resolve("rtc0"));
        start();
        assertThat(watch.trust()).isEqualTo(ClockTrust.HOLDOVER);
        reboot(Duration.ofHours(22));
        assertThat(watch.trust()).isEqualTo(ClockTrust.UNTRUSTED);
    }

    @Test
    void a_battery_clock_that_went_back_is_not_believed() throws Exception {
        touchMarker();
        passes(SECOND);
        Files.createFile(folder.resolve("rtc0"));
        reboot(Duration.ofDays(-300));
        assertThat(watch.trust()).isEqualTo(ClockTrust.UNTRUSTED);
    }

    @Test
    void synchronisation_is_written_once_an_hour() throws Exception {
        for (int minute = 0; minute < 179; minute += 30) {
            touchMarker();
            passes(SECOND);
            passes(Duration.ofMinutes(30).minus(SECOND));
        }
        assertThat(memory.writes).isEqualTo(3);
        start();
        touchMarker();
        passes(SECOND);
        assertThat(memory.writes).isLessThanOrEqualTo(4);
    }

    @Test
    void a_marker_from_the_future_is_not_believed() throws Exception {
        setClock(Duration.ofHours(1));
        touchMarker();
        setClock(Duration.ofHours(-1));
        start();
        passes(SECOND);
        assertThat(watch.trust()).isEqualTo(ClockTrust.UNTRUSTED);
    }

    @Test
    void what_is_kept_and_makes_no_sense_does_no_harm() throws Exception {
        for (String text : new String[] {"", "none", "boot-1 x y", "boot-1 1", "a b c d"}) {
            memory.value = Optional.of(text);
            start();
            assertThat(watch.trust()).as(text).isEqualTo(ClockTrust.UNTRUSTED);
        }
    }
}
