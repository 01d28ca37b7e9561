package rollcall.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import rollcall.launcher.home.Home;

/**
 * How the run before ended, told from what it left behind.
 *
 * @param end in words
 * @param tookMillis how long the stop took, 0 if there was none
 * @param counts how often runs of this home ended in each way, this one included
 */
record LastRun(End end, long tookMillis, Map<String, Long> counts) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path WATCHDOGS = Path.of("/sys/class/watchdog");

    /** {@code WDIOF_CARDRESET} of the kernel: the machine was started anew by this watchdog. */
    private static final int CARD_RESET = 0x20;

    /** The ways in which a run ends; the api has the same words. */
    enum End {
        NONE("none"),
        CLEAN("clean"),
        UNCLEAN("unclean"),
        POWER_CUT("power cut"),
        WATCHDOG("watchdog"),
        KILLED("killed"),
        OUT_OF_MEMORY("out of memory"),
        CRASH("crash"),
        /** Code of a bundle called {@code System.exit}; the receipt names the class. */
        EXIT("ended by a bundle");

        private final String words;

        End(String words) {
            this.words = words;
        }

        /** As people read it. */
        String words() {
            return words;
        }

        /** Whether the process ended by itself, or was ended, while the machine went on. */
        boolean isOfProcess() {
            return !isInOrder() && this != UNCLEAN && this != POWER_CUT;
        }

        boolean isInOrder() {
            return this == NONE || this == CLEAN;
        }
    }

    /** Looks. For the holder of the lock, before a new {@link RunRecord} is begun. */
    static LastRun of(Home home) throws IOException {
        return of(home, WATCHDOGS);
    }

    static LastRun of(Home home, Path watchdogs) throws IOException {
        if (!Files.exists(RunRecord.file(home))) {
            return new LastRun(End.NONE, 0, Map.of());
        }
        Map<String, String> record = read(RunRecord.file(home));
        End end = end(home, record, watchdogs);
        Map<String, Long> counts = new TreeMap<>(counts(record.getOrDefault("ends", "")));
        counts.merge(end.words(), 1L, Long::sum);
        return new LastRun(end, number(record.getOrDefault("took_ms", "")), counts);
    }

    private static End end(Home home, Map<String, String> record, Path watchdogs) throws IOException {
        if (record.containsKey("exit_caller")) {
            return End.EXIT;
        }
        if (record.containsKey("clean")) {
            return record.get("clean").equals("true") ? End.CLEAN : End.UNCLEAN;
        }
        if (!boot().equals(record.getOrDefault("boot_id", ""))) {
            return resetByWatchdog(watchdogs) ? End.WATCHDOG : End.POWER_CUT;
        }
        Path trace = Path.of(record.getOrDefault("trace", "hs_err"));
        // The number of a process comes again: a trace that was there before is another's.
        if (Files.exists(trace) && !RunRecord.age(trace).equals(record.get("trace_before"))) {
            String text = Files.readString(trace, StandardCharsets.ISO_8859_1);
            boolean memory = text.contains("OutOfMemory") || text.contains("insufficient memory");
            return memory ? End.OUT_OF_MEMORY : End.CRASH;
        }
        return ofService(home);
    }

    /** What the service manager wrote by {@code ExecStopPost=}: {@code $SERVICE_RESULT} and more. */
    private static End ofService(Home home) throws IOException {
        Path file = RunRecord.exit(home);
        String result = Files.exists(file) ? Files.readString(file).strip().split(" ", 2)[0] : "";
        return switch (result) {
            case "watchdog" -> End.WATCHDOG;
            case "oom-kill" -> End.OUT_OF_MEMORY;
            case "core-dump" -> End.CRASH;
            default -> End.KILLED;
        };
    }

    private static boolean resetByWatchdog(Path watchdogs) throws IOException {
        if (!Files.isDirectory(watchdogs)) {
            return false;
        }
        try (Stream<Path> devices = Files.list(watchdogs)) {
            for (Path device : devices.toList()) {
                Path status = device.resolve("bootstatus");
                if (Files.isReadable(status) && (number(Files.readString(status).strip()) & CARD_RESET) != 0) {
                    return true;
                }
            }
            return false;
        }
    }

    /** {@code clean=3,power cut=1} as a map; what is no number is left out. */
    private static Map<String, Long> counts(String text) {
        Map<String, Long> counts = new TreeMap<>();
        for (String one : text.split(",", -1)) {
            String[] pair = one.split("=", -1);
            if (pair.length == 2 && number(pair[1]) > 0) {
                counts.put(pair[0], number(pair[1]));
            }
        }
        return counts;
    }

    /** The counts as text. */
    String ends() {
        StringBuilder text = new StringBuilder();
        counts.forEach((end, count) -> text.append(text.length() == 0 ? "" : ",")
                .append(end)
                .append('=')
                .append(count));
        return text.toString();
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /** Changes with each start of the machine; empty where the system does not tell. */
    static String boot() throws IOException {
        return Files.isReadable(BOOT) ? Files.readString(BOOT).strip() : "";
    }

    /** The plain values of the outermost object; none if the file is torn. */
    private static Map<String, String> read(Path file) throws IOException {
        try {
            return DoorClient.Reply.parse(Files.readAllBytes(file)).values();
        } catch (JsonProcessingException e) {
            // Somebody wrote into it: nothing it says counts.
            return Map.of();
        }
    }
}
