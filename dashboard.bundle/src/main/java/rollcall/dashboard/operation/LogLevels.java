package rollcall.dashboard.operation;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Levels of loggers that somebody changed for some time; each goes back by itself, and all of them when this bundle stops. */
@Component(service = LogLevels.class)
public final class LogLevels {
    /** What may be chosen, from much to little. */
    public static final List<String> LEVELS = List.of("DEBUG", "INFO", "WARNING", "ERROR");

    /** The longest time. */
    public static final Duration LONGEST = Duration.ofHours(4);

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "log-levels"));

    /** Held, because the JDK keeps loggers by weak references and forgets their levels with them. */
    private final Map<String, Changed> changed = new HashMap<>();

    private record Changed(Logger logger, @Nullable Level before, long number) {}

    private long number;

    @Activate
    public LogLevels() {}

    /**
     * Changes a level.
     *
     * @param name of the logger: {@code rollcall} for all of ours
     * @param level one of {@link #LEVELS}
     * @param period after which it goes back, 1 minute to {@link #LONGEST}
     */
    public synchronized void set(String name, String level, Duration period) {
        if (!name.matches("[a-z][a-z0-9.]{0,99}") || !LEVELS.contains(level)) {
            throw new IllegalArgumentException("logger " + name + ", level " + level + ": allowed are " + LEVELS);
        }
        if (period.toMinutes() < 1 || period.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "minutes = " + period.toMinutes() + ": allowed are 1 to " + LONGEST.toMinutes());
        }
        Changed known = changed.get(name);
        Logger logger = known == null ? Logger.getLogger(name) : known.logger();
        long mine = ++number;
        changed.put(name, new Changed(logger, known == null ? logger.getLevel() : known.before(), mine));
        logger.setLevel(
                switch (level) {
                    case "DEBUG" -> Level.FINE;
                    case "WARNING" -> Level.WARNING;
                    case "ERROR" -> Level.SEVERE;
                    default -> Level.INFO;
                });
        var unused = timer.schedule(() -> back(name, mine), period.toSeconds(), TimeUnit.SECONDS);
    }

    private synchronized void back(String name, long mine) {
        Changed known = changed.get(name);
        if (known != null && known.number() == mine) {
            known.logger().setLevel(known.before());
            changed.remove(name);
        }
    }

    @Deactivate
    public synchronized void close() {
        timer.shutdownNow();
        changed.values().forEach(each -> each.logger().setLevel(each.before()));
        changed.clear();
    }
}
