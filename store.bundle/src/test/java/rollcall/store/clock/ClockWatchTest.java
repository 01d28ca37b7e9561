package rollcall.store.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.ClockTrust;
import rollcall.store.DeviceState;
import rollcall.store.StoreException;

class ClockWatchTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private long wallMillis = Instant.parse("2026-11-24T07:00:00Z").toEpochMilli();
    private long nanos = 5_000_000_000L;
    private Optional<String> timedatectl = Optional.empty();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<Double> steps = new ArrayList<>();
    private final Memory memory = new Memory();
    private ClockWatch watch;

    /** The device's state in memory, which counts what is written. */
    private static final class Memory implements DeviceState {
        private Optional<String> value = Optional.empty();
        private int writes;

        @Override
        public Optional<String> get(String key) {
            return value;
        }

        @Override
        public void put(String key, String text) {
            assertThat(key).isEqualTo("store.clock");
            value = Optional.of(text);
            writes++;
        }
    }

    /** The wall clock of the test. */
    private final class Wall extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(wallMillis);
        }
    }

    @BeforeEach
    void boot() throws Exception {
        Files.writeString(folder.resolve("boot_id"), "boot-1\n");
        watch = process(Duration.ofHours(24));
    }

    /** A new process. */
    private void start() throws StoreException {
        watch = process(Duration.ofHours(24));
    }

    private ClockWatch process(Duration holdover) throws StoreException {
        Machine machine = new Machine(
                folder.resolve("synchronized"), folder.resolve("boot_id"), folder.resolve("rtc0"), command -> {
                    asked.addAndGet(command.get(0).equals("timedatectl") ? 1 : 0);
                    return command.get(0).equals("timedatectl") ? timedatectl : Optional.empty();
                });
        return new ClockWatch(new Wall(), () -> nanos, machine, new LastSeen(memory), holdover, steps::add);
    }

    /** The machine is off for this long, and its clock runs on. */
    private void reboot(Duration off) throws Exception {
        Files.writeString(folder.resolve("boot_id"), "boot-2\n");
        Files.deleteIfExists(folder.resolve("synchronized"));
        wallMillis += off.toMillis();
        nanos = 1_000_000_000L;
        start();
    }

    private void passes(Duration time) {
        wallMillis += time.toMillis();
        nanos += time.toNanos();
        watch.step();
    }

    private void touchMarker() throws IOException {
        Path marker = folder.resolve("synchronized");
        if (!Files.exists(marker)) {
            Files.createFile(marker);
        }
        Files.setLastModifiedTime(marker, FileTime.fromMillis(wallMillis));
    }

    private void setClock(Duration by) {
        wallMillis += by.toMillis();
    }

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
    void a_new_process_in_the_same_boot_remembers() throws Exception {
        timedatectl = Optional.of("yes\n");
        passes(SECOND);
        timedatectl = Optional.empty();
        start();
        assertThat(watch.trust()).isEqualTo(ClockTrust.HOLDOVER);
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
