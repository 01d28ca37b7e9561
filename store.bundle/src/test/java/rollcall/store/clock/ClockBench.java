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
import org.junit.jupiter.api.io.TempDir;
import rollcall.store.DeviceState;
import rollcall.store.StoreException;

/** A terminal whose clocks, files and programs the test holds in its hands. */
abstract class ClockBench {
    static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private long wallMillis = Instant.parse("2026-11-24T07:00:00Z").toEpochMilli();
    private long nanos = 5_000_000_000L;
    Optional<String> timedatectl = Optional.empty();
    final AtomicInteger asked = new AtomicInteger();
    final List<Double> steps = new ArrayList<>();
    final Memory memory = new Memory();
    ClockWatch watch;

    /** The device's state in memory, which counts what is written. */
    static final class Memory implements DeviceState {
        Optional<String> value = Optional.empty();
        int writes;

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
    void start() throws StoreException {
        watch = process(Duration.ofHours(24));
    }

    ClockWatch process(Duration holdover) throws StoreException {
        Machine machine = new Machine(
                folder.resolve("synchronized"), folder.resolve("boot_id"), folder.resolve("rtc0"), command -> {
                    asked.addAndGet(command.get(0).equals("timedatectl") ? 1 : 0);
                    return command.get(0).equals("timedatectl") ? timedatectl : Optional.empty();
                });
        return new ClockWatch(new Wall(), () -> nanos, machine, new LastSeen(memory), holdover, steps::add);
    }

    /** The machine is off for this long, and its clock runs on. */
    void reboot(Duration off) throws Exception {
        Files.writeString(folder.resolve("boot_id"), "boot-2\n");
        Files.deleteIfExists(folder.resolve("synchronized"));
        wallMillis += off.toMillis();
        nanos = 1_000_000_000L;
        start();
    }

    void passes(Duration time) {
        wallMillis += time.toMillis();
        nanos += time.toNanos();
        watch.step();
    }

    void touchMarker() throws IOException {
        Path marker = folder.resolve("synchronized");
        if (!Files.exists(marker)) {
            Files.createFile(marker);
        }
        Files.setLastModifiedTime(marker, FileTime.fromMillis(wallMillis));
    }

    void setClock(Duration by) {
        wallMillis += by.toMillis();
    }
}
