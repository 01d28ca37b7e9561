package rollcall.metrics.machine;

import io.prometheus.client.Collector;
import io.prometheus.client.Counter;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Counts what is told of failures: every line of the log from WARNING on, by the part of the terminal that wrote it.
 *
 * <p>A failure is logged where its trail ends, once, so that this count misses none and needs nothing from anybody. The labels come
 * from names in the code, never from a message.
 */
@Component(service = Collector.class, immediate = true)
public final class ErrorCollector extends Collector {
    private static final String ROOT = "rollcall";
    private static final String OTHER = "other";
    private static final List<String> COMPONENTS = List.of(
            "access",
            "alerts",
            "camera",
            "config",
            "dashboard",
            "http",
            "launcher",
            "metrics",
            "shutdown",
            "store",
            "sync",
            "update",
            OTHER);

    private final Counter counted = Counter.build("system_errors_total", "Errors and warnings in the log.")
            .labelNames("component", "error_type")
            .create();

    /** Kept, for the log forgets what nobody holds. */
    private final Logger logger = Logger.getLogger(ROOT);

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                count(line.getLoggerName(), line.getLevel());
            }
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @Activate
    public ErrorCollector() {
        for (String component : COMPONENTS) {
            // There from the start, so that the first one is an increase.
            counted.labels(component, "error");
            counted.labels(component, "warning");
        }
        logger.addHandler(handler);
    }

    @Deactivate
    void close() {
        logger.removeHandler(handler);
    }

    private void count(@Nullable String name, Level level) {
        counted.labels(component(name), level.intValue() >= Level.SEVERE.intValue() ? "error" : "warning")
                .inc();
    }

    /** {@code store} of {@code rollcall.store}. */
    private static String component(@Nullable String logger) {
        if (logger == null || !logger.startsWith(ROOT + ".")) {
            return OTHER;
        }
        String word = logger.substring(ROOT.length() + 1).split("\\.", 2)[0];
        return COMPONENTS.contains(word) ? word : OTHER;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        return counted.collect();
    }
}
