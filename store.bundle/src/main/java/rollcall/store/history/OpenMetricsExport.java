package rollcall.store.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import rollcall.store.FigureHistory;
import rollcall.store.FigureHistory.Series;
import rollcall.store.FigureHistory.Trace;
import rollcall.store.StoreException;

/**
 * Writes the ring as OpenMetrics with times, which {@code promtool tsdb create-blocks-from openmetrics} makes blocks of.
 *
 * <p>Family by family, and in it metric by metric, of which the points come in the order of time, as the standard has it.
 */
public final class OpenMetricsExport {
    private static final Set<String> TYPES =
            Set.of("counter", "gauge", "histogram", "summary", "info", "stateset", "gaugehistogram");

    private final FigureHistory history;

    public OpenMetricsExport(FigureHistory history) {
        this.history = history;
    }

    /** Writes what there is of a time, line by line; returns the number of samples. */
    public long write(Instant from, Instant to, Consumer<String> out) throws StoreException {
        Map<String, String> families = new LinkedHashMap<>();
        history.series().forEach(series -> families.putIfAbsent(series.family(), series.type()));
        long samples = 0;
        for (Map.Entry<String, String> family : families.entrySet()) {
            List<Trace> traces =
                    history.read(from, to, series -> series.family().equals(family.getKey()));
            if (!traces.isEmpty()) {
                String type = TYPES.contains(family.getValue()) ? family.getValue() : "unknown";
                out.accept("# TYPE " + family.getKey() + " " + type);
                samples += family(traces, out);
            }
        }
        out.accept("# EOF");
        return samples;
    }

    private static long family(List<Trace> traces, Consumer<String> out) {
        Map<Set<String>, List<Trace>> metrics = new LinkedHashMap<>();
        for (Trace trace : traces) {
            metrics.computeIfAbsent(labels(trace.series()), labels -> new ArrayList<>())
                    .add(trace);
        }
        long samples = 0;
        for (List<Trace> metric : metrics.values()) {
            Set<Long> times = new TreeSet<>();
            metric.forEach(trace -> {
                for (long time : trace.millis()) {
                    times.add(time);
                }
            });
            int[] next = new int[metric.size()];
            for (long time : times) {
                for (int i = 0; i < next.length; i++) {
                    Trace trace = metric.get(i);
                    if (next[i] < trace.millis().length && trace.millis()[next[i]] == time) {
                        out.accept(
                                trace.series().sample() + " " + number(trace.values()[next[i]]) + " " + seconds(time));
                        next[i]++;
                        samples++;
                    }
                }
            }
        }
        return samples;
    }

    /** What tells metrics of a family apart: the labels but for bound and quantile. */
    private static Set<String> labels(Series series) {
        Set<String> labels = new LinkedHashSet<>();
        int brace = series.sample().indexOf('{');
        if (brace >= 0) {
            // Values may hold quoted commas; a wrong cut is the same for each of a family and does no harm.
            for (String label : series.sample().substring(brace + 1).split("\",", -1)) {
                if (!label.startsWith("le=\"") && !label.startsWith("quantile=\"")) {
                    labels.add(label.replaceAll("\"?}$", ""));
                }
            }
        }
        return labels;
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return Double.isInfinite(value) ? value > 0 ? "+Inf" : "-Inf" : String.valueOf(value);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%d.%03d", Math.floorDiv(millis, 1_000), Math.floorMod(millis, 1_000));
    }
}
