package rollcall.metrics.history;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import rollcall.metrics.collect.Whiteboard;
import rollcall.metrics.collect.Whiteboard.BusyException;
import rollcall.store.FigureHistory;
import rollcall.store.FigureHistory.Moment;
import rollcall.store.FigureHistory.Series;
import rollcall.store.FigureHistory.Trace;
import rollcall.store.StoreException;

/**
 * Takes samples of all figures and hands them to the ring, some at a time, so that the card is written once a minute.
 *
 * <p>While the store is away samples wait here, the newest hour of them. {@link #step()} belongs to one thread, the rest to any.
 */
@Component(service = Sampler.class)
public final class Sampler {
    private static final System.Logger LOG = System.getLogger("rollcall.metrics");

    /** Between two samples. */
    static final Duration INTERVAL = Duration.ofSeconds(15);

    /** Samples of one transaction. */
    static final int BATCH = 4;

    private static final int MOST_WAITING = 240;

    private final Whiteboard whiteboard;
    private final HistoryFigures figures;
    private final Clock clock;
    private final Recent recent = new Recent(System::nanoTime);
    private final List<Moment> waiting = new ArrayList<>();
    private boolean complained;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FigureHistory history;

    @Activate
    public Sampler(@Reference Whiteboard whiteboard, @Reference HistoryFigures figures) {
        this(whiteboard, figures, Clock.systemUTC(), null);
    }

    Sampler(Whiteboard whiteboard, HistoryFigures figures, Clock clock, @Nullable FigureHistory history) {
        this.whiteboard = whiteboard;
        this.figures = figures;
        this.clock = clock;
        this.history = history;
    }

    /** Takes a sample, and hands over what waits when there is enough of it. */
    public void step() throws InterruptedException {
        List<MetricFamilySamples> families;
        try {
            families = whiteboard.sample();
        } catch (BusyException e) {
            return; // A scrape that takes so long is told by its own figures; the next sample comes soon.
        }
        if (families.isEmpty()) {
            return; // Switched off.
        }
        Instant now = clock.instant();
        recent.add(now, families);
        figures.sampled();
        synchronized (waiting) {
            waiting.add(new Moment(now, values(families)));
            if (waiting.size() > MOST_WAITING) {
                waiting.remove(0);
                figures.lost(1);
            }
        }
        flush(BATCH);
    }

    /** What the last quarter of an hour was like. */
    public Recent recent() {
        return recent;
    }

    private static Map<Series, Double> values(List<MetricFamilySamples> families) {
        Map<Series, Double> values = new LinkedHashMap<>();
        for (MetricFamilySamples family : families) {
            String type = family.type.name().toLowerCase(Locale.ROOT);
            for (Sample sample : family.samples) {
                values.put(new Series(family.name, type, SampleText.of(sample)), sample.value);
            }
        }
        return values;
    }

    /** Hands over what waits as soon as it is so much. */
    void flush(int least) {
        FigureHistory ring = history;
        while (ring != null) {
            List<Moment> batch;
            synchronized (waiting) {
                if (waiting.size() < Math.max(1, least)) {
                    return;
                }
                batch = List.copyOf(waiting.subList(0, Math.min(BATCH, waiting.size())));
            }
            if (!given(ring, batch)) {
                return;
            }
            synchronized (waiting) {
                waiting.removeAll(batch);
            }
        }
    }

    private boolean given(FigureHistory ring, List<Moment> batch) {
        try {
            ring.append(batch);
            complained = false;
            return true;
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.CLOSED && !complained) {
                LOG.log(System.Logger.Level.WARNING, "figures wait for their ring: {0}", e.getMessage());
                complained = true;
            }
            return false;
        } catch (LinkageError e) {
            return false; // The store was replaced in the middle of the call; the next one takes them.
        }
    }

    /** What is known of a time, both ends included: the ring, and what still waits for it. */
    public List<Trace> read(Instant from, Instant to, Predicate<Series> wanted) throws StoreException {
        Map<Series, Map<Long, Double>> found = new LinkedHashMap<>();
        FigureHistory ring = history;
        for (Trace trace : ring == null ? List.<Trace>of() : ring.read(from, to, wanted)) {
            Map<Long, Double> points = found.computeIfAbsent(trace.series(), series -> new TreeMap<>());
            for (int i = 0; i < trace.millis().length; i++) {
                points.put(trace.millis()[i], trace.values()[i]);
            }
        }
        synchronized (waiting) {
            for (Moment moment : waiting) {
                if (!moment.at().isBefore(from) && !moment.at().isAfter(to)) {
                    moment.values().forEach((series, value) -> {
                        if (wanted.test(series)) {
                            found.computeIfAbsent(series, key -> new TreeMap<>())
                                    .put(moment.at().toEpochMilli(), value);
                        }
                    });
                }
            }
        }
        List<Trace> traces = new ArrayList<>();
        found.forEach((series, points) -> traces.add(new Trace(
                series,
                points.keySet().stream().mapToLong(Long::longValue).toArray(),
                points.values().stream().mapToDouble(Double::doubleValue).toArray())));
        return traces;
    }
}
