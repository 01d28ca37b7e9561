package rollcall.metrics.history;

import jakarta.servlet.Servlet;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.metrics.collect.SeedNames;
import rollcall.store.FigureHistory.Series;
import rollcall.store.FigureHistory.Trace;
import rollcall.store.StoreException;

/**
 * {@code GET /api/v1/metrics/history?name=&from=&to=&step=&rate=}: what a figure was, in columns for charts.
 *
 * <p>{@code name}: of a family or a sample, the predecessor's too; without it, the answer tells which there are. {@code from} and
 * {@code to}: seconds since 1970 or times as {@code 2026-11-27T08:00:00Z}; the last hour if missing. {@code step}: seconds between
 * two times, 15 to 86400. {@code rate=1}: by how much it rose in a second, for counters.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/v1/metrics/history")
public final class HistoryServlet extends JsonServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]{0,199}");
    private static final Duration DEFAULT_SPAN = Duration.ofHours(1);
    private static final int MOST_TIMES = 5_000;
    private static final int DEFAULT_TIMES = 240;
    private static final int MOST_SERIES = 200;
    private static final long SHORTEST_STEP = 15;
    private static final long LONGEST_STEP = 86_400;
    private static final long SECOND = 1_000;

    private final transient Sampler sampler;
    private final transient Clock clock;

    @Activate
    public HistoryServlet(@Reference Sampler sampler) {
        this(sampler, Clock.systemUTC());
    }

    HistoryServlet(Sampler sampler, Clock clock) {
        this.sampler = sampler;
        this.clock = clock;
    }

    @Override
    Body answer(Map<String, String> asked) throws StoreException {
        Instant to = time("to", asked.get("to"), clock.instant());
        Instant from = time("from", asked.get("from"), to.minus(DEFAULT_SPAN));
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from " + from + " has to lie before to " + to);
        }
        String wanted = asked.get("name");
        if (wanted == null || wanted.isEmpty()) {
            return names(from, to);
        }
        if (!NAME.matcher(wanted).matches()) {
            throw new IllegalArgumentException("name: letters, digits, _ and : are allowed, at most 200 of them");
        }
        long step = step(asked.get("step"), Duration.between(from, to));
        String name = SeedNames.canonical(wanted.replaceFirst("_total$", ""));
        List<Trace> traces = sampler.read(
                from,
                to,
                series -> series.family().equals(name)
                        || SampleText.name(series.sample()).equals(wanted));
        if (traces.size() > MOST_SERIES) {
            throw new IllegalArgumentException(wanted + " has " + traces.size() + " series, at most " + MOST_SERIES
                    + " are told; ask for one sample");
        }
        boolean rate = "1".equals(asked.get("rate"));
        return columns(wanted, from, step, traces, rate);
    }

    private static Instant time(String what, @Nullable String text, Instant otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            return text.matches("[0-9]{1,11}") ? Instant.ofEpochSecond(Long.parseLong(text)) : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    what + ": seconds since 1970 or a time such as 2026-11-27T08:00:00Z is expected");
        }
    }

    private static long step(@Nullable String text, Duration span) {
        if (text == null || text.isEmpty()) {
            long even = Math.max(SHORTEST_STEP, span.toSeconds() / DEFAULT_TIMES);
            return Math.max(even, span.toSeconds() / MOST_TIMES + 1);
        }
        long step = text.matches("[0-9]{1,6}") ? Long.parseLong(text) : 0;
        if (step < SHORTEST_STEP || step > LONGEST_STEP) {
            throw new IllegalArgumentException(
                    "step: seconds from " + SHORTEST_STEP + " to " + LONGEST_STEP + " are allowed");
        }
        if (span.toSeconds() / step > MOST_TIMES) {
            throw new IllegalArgumentException("step " + step + ": more than " + MOST_TIMES
                    + " times from 'from' to 'to';" + " ask for a longer step or a shorter time");
        }
        return step;
    }

    private Body names(Instant from, Instant to) throws StoreException {
        Map<String, String> types = new TreeMap<>();
        sampler.read(from, to, series -> {
            types.put(series.family(), series.type());
            return false;
        });
        return json -> {
            json.writeArrayFieldStart("names");
            for (Map.Entry<String, String> type : types.entrySet()) {
                json.writeStartObject();
                json.writeStringField("name", type.getKey());
                json.writeStringField("type", type.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    /** The last value of each step, as a scrape so often would have had it. */
    private static Body columns(String name, Instant from, long step, List<Trace> traces, boolean rate) {
        Map<Long, double[]> rows = new TreeMap<>();
        for (int s = 0; s < traces.size(); s++) {
            Trace trace = traces.get(s);
            for (int i = 0; i < trace.millis().length; i++) {
                long slot = Math.floorDiv(trace.millis()[i] - from.toEpochMilli(), step * SECOND);
                rows.computeIfAbsent(slot, key -> empty(traces.size()))[s] = trace.values()[i];
            }
        }
        if (rate) {
            rates(rows, step);
        }
        return json -> {
            json.writeStringField("name", name);
            json.writeStringField(
                    "type",
                    traces.isEmpty() ? "unknown" : traces.get(0).series().type());
            json.writeNumberField("step", step);
            json.writeArrayFieldStart("times");
            for (long slot : rows.keySet()) {
                json.writeNumber(from.getEpochSecond() + (slot + 1) * step);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("series");
            for (int s = 0; s < traces.size(); s++) {
                Series series = traces.get(s).series();
                json.writeStartObject();
                json.writeStringField("sample", SampleText.name(series.sample()));
                json.writeObjectFieldStart("labels");
                for (Map.Entry<String, String> label :
                        SampleText.labels(series.sample()).entrySet()) {
                    json.writeStringField(label.getKey(), label.getValue());
                }
                json.writeEndObject();
                json.writeArrayFieldStart("values");
                for (double[] row : rows.values()) {
                    number(json, row[s]);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    private static double[] empty(int count) {
        double[] row = new double[count];
        Arrays.fill(row, Double.NaN);
        return row;
    }

    /** Each value becomes its rise since the one before in a second; one that fell was begun anew. */
    private static void rates(Map<Long, double[]> rows, long step) {
        long slotBefore = 0;
        double[] before = new double[0];
        for (Map.Entry<Long, double[]> entry : rows.entrySet()) {
            double[] row = entry.getValue();
            double[] told = row.clone();
            double seconds = (entry.getKey() - slotBefore) * (double) step;
            for (int s = 0; s < row.length; s++) {
                double risen = before.length == 0 ? Double.NaN : told[s] - before[s];
                row[s] = (risen < 0 ? told[s] : risen) / seconds;
            }
            slotBefore = entry.getKey();
            before = told;
        }
    }
}
