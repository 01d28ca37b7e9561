package rollcall.store.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.StringJoiner;
import java.util.TreeMap;
import rollcall.store.DeviceState;
import rollcall.store.StoreException;

/**
 * The bytes that this process had written to disks on each local day, as the kernel counts them.
 *
 * <p>Changed by one thread; {@link #today} may be asked by any.
 */
final class WriteVolume {
    private static final String KEY = "store.written";
    private static final int DAYS = 30;
    private static final Duration PAUSE = Duration.ofMinutes(15);

    /** Gives the bytes written since the process started. */
    @FunctionalInterface
    interface Counter {
        long bytes() throws IOException;
    }

    private final DeviceState state;
    private final Counter counter;
    private final String process;
    private final Clock clock;
    private final TreeMap<LocalDate, Long> days = new TreeMap<>();
    private long counted;
    private Instant kept;
    private volatile long today;

    /** {@code process} tells this process from others: what it had written before is counted once. */
    WriteVolume(DeviceState state, Counter counter, String process, Clock clock) throws StoreException {
        this.state = state;
        this.counter = counter;
        this.process = process;
        this.clock = clock;
        this.kept = clock.instant();
        for (String word : state.get(KEY).orElse("").split(" ", -1)) {
            String[] parts = word.split("=", 2);
            if (parts.length == 2 && parts[0].matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                days.put(LocalDate.parse(parts[0]), Long.parseLong(parts[1]));
            } else if (parts.length == 2 && parts[0].equals(process)) {
                counted = Long.parseLong(parts[1]);
            }
        }
    }

    /** {@code write_bytes} of this process; 0 where the kernel does not tell. */
    static long ofThisProcess() throws IOException {
        Path file = Path.of("/proc/self/io");
        if (!Files.isReadable(file)) {
            return 0;
        }
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("write_bytes: ")) {
                return Long.parseLong(line.substring("write_bytes: ".length()).strip());
            }
        }
        return 0;
    }

    /** A name for this process that no earlier one had. */
    static String nameOfThisProcess() {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return "process-" + self.pid() + "-" + started;
    }

    /** Counts what was written since; puts it down if {@code mayWrite} and the last time is a quarter of an hour ago. */
    void look(boolean mayWrite) throws IOException, StoreException {
        long bytes = counter.bytes();
        LocalDate day = LocalDate.now(clock);
        days.merge(day, Math.max(0, bytes - counted), Long::sum);
        counted = bytes;
        while (days.size() > DAYS) {
            days.pollFirstEntry();
        }
        today = days.getOrDefault(day, 0L);
        Instant now = clock.instant();
        if (mayWrite && Duration.between(kept, now).abs().compareTo(PAUSE) >= 0) {
            keep();
        }
    }

    /** Puts it down. */
    void keep() throws StoreException {
        StringJoiner text = new StringJoiner(" ");
        text.add(process + "=" + counted);
        days.forEach((day, bytes) -> text.add(day + "=" + bytes));
        kept = clock.instant();
        state.put(KEY, text.toString());
    }

    /** The bytes of today, as of the last look. */
    long today() {
        return today;
    }
}
