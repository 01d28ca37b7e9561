package rollcall.shutdown.stop;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a stop may take, as the launcher wants it, and what is wrong with what is configured.
 *
 * @param properties the word of each phase and {@code timeout}, in milliseconds, and {@code stateFile}
 * @param problem one line, or empty
 */
record StopTimes(Map<String, Object> properties, String problem) {
    private static final long SECOND = 1_000;

    static StopTimes of(ShutdownConfig config) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("announce", (long) config.announceMillis());
        properties.put("intake", (long) config.intakeMillis());
        properties.put("drain", (long) config.drainMillis());
        properties.put("flush", (long) config.flushMillis());
        properties.put("store", (long) config.storeMillis());
        properties.put("framework", (long) config.frameworkMillis());
        long sum = properties.values().stream().mapToLong(value -> (Long) value).sum();
        properties.put("timeout", config.timeout() * SECOND);
        Path file = Path.of(config.state__file()).normalize();
        boolean outside =
                file.isAbsolute() || file.startsWith("..") || file.toString().isEmpty();
        properties.put("stateFile", config.persist__state() && !outside ? file.toString() : "");
        String problem = "";
        if (sum > config.timeout() * SECOND) {
            problem = "the phases of shutdown take " + sum + " ms together, and shutdown.timeout allows "
                    + config.timeout() * SECOND
                    + "; the usual 30 s hold until one of them is changed in etc/config.json";
        } else if (outside && config.persist__state()) {
            problem = "shutdown.state_file = " + config.state__file()
                    + " is not inside of the terminal's folder; no receipt is written until it is";
        }
        return new StopTimes(properties, problem);
    }
}
