package rollcall.metrics.collect;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * All figures of the terminal: asks every {@link Collector} service there is, and makes one exposition of what they say.
 *
 * <p>A collector that throws, or tells what another told already, costs its own figures and is told once in the log. Of two with one
 * name the one with the higher ranking is heard, then the one that came first. May be used from any thread; one scrape at a time.
 */
@Component(service = Whiteboard.class, configurationPid = "rollcall.metrics")
@Designate(ocd = MetricsConfig.class)
public final class Whiteboard {
    private static final System.Logger LOG = System.getLogger("rollcall.metrics");
    private static final double NANOS = 1e9;

    /** How long a scrape waits for the one before. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The scrape before is still under way. */
    public static final class BusyException extends Exception {
        private static final long serialVersionUID = 1L;

        BusyException() {
            super("another scrape has been under way for " + PATIENCE.toSeconds() + " s; ask less often");
        }
    }

    private final boolean enabled;
    private final boolean legacyNames;
    private final Cardinality cardinality;
    private final ReentrantLock lock = new ReentrantLock();

    /** What was last told of a collector that does not work; of the scrape. */
    private final Map<String, String> complaints = new HashMap<>();

    private long failures;

    /** Lowest ranking first, and of one ranking the youngest first: the order of service references. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Collector> collectors = List.of();

    @Activate
    public Whiteboard(MetricsConfig config) {
        this(config.enabled(), config.legacyNames(), config.maxLabelSets(), List.of());
    }

    /** With collectors that are there from the start, the most important last, for tests and measurements outside Felix. */
    public Whiteboard(boolean enabled, boolean legacyNames, int maxLabelSets, List<Collector> collectors) {
        this.enabled = enabled;
        this.legacyNames = legacyNames;
        this.cardinality = new Cardinality(maxLabelSets);
        this.collectors = collectors;
    }

    /** Asks everybody; families by name, none if figures are switched off. */
    public List<MetricFamilySamples> scrape() throws BusyException, InterruptedException {
        return scrape(legacyNames);
    }

    /** As {@link #scrape()}, each figure under one name alone, which is ours. */
    public List<MetricFamilySamples> sample() throws BusyException, InterruptedException {
        return scrape(false);
    }

    private List<MetricFamilySamples> scrape(boolean legacy) throws BusyException, InterruptedException {
        if (!enabled) {
            return List.of();
        }
        if (!lock.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new BusyException();
        }
        try {
            return collect(legacy);
        } finally {
            lock.unlock();
        }
    }

    private List<MetricFamilySamples> collect(boolean legacy) {
        long begun = System.nanoTime();
        List<Collector> asked = List.copyOf(collectors);
        Set<String> taken = new HashSet<>();
        List<MetricFamilySamples> families = new ArrayList<>();
        for (ListIterator<Collector> i = asked.listIterator(asked.size()); i.hasPrevious(); ) {
            families.addAll(ask(i.previous(), taken, legacy));
        }
        families.replaceAll(cardinality::guard);
        families.addAll(own(asked.size(), (System.nanoTime() - begun) / NANOS));
        families.sort(Comparator.comparing(family -> family.name));
        return families;
    }

    /** What one of them says, as far as nobody said it before. */
    private List<MetricFamilySamples> ask(Collector collector, Set<String> taken, boolean legacy) {
        String who = collector.getClass().getName();
        List<MetricFamilySamples> heard = new ArrayList<>();
        String problem = "";
        try {
            for (MetricFamilySamples given : collector.collect()) {
                for (MetricFamilySamples family : SeedNames.named(Families.checked(given), legacy)) {
                    List<String> names = Families.names(family);
                    if (names.stream().anyMatch(taken::contains)) {
                        problem = "another has given '" + family.name + "'";
                    } else {
                        taken.addAll(names);
                        heard.add(family);
                    }
                }
            }
        } catch (RuntimeException | LinkageError e) {
            // Whoever published it: a scrape without its figures is better than none.
            problem = e.toString();
        }
        note(who, problem);
        return heard;
    }

    private void note(String who, String problem) {
        if (problem.isEmpty()) {
            complaints.remove(who);
            return;
        }
        failures++;
        if (complaints.put(who, problem) == null) {
            LOG.log(System.Logger.Level.WARNING, "figures of {0} are left out: {1}", who, problem);
        }
    }

    private List<MetricFamilySamples> own(int asked, double seconds) {
        return List.of(
                new CounterMetricFamily(
                        "attendance_metrics_collector_failures",
                        "Times a collector failed or told what another had told.",
                        failures),
                new CounterMetricFamily(
                        "attendance_metrics_dropped_series",
                        "Label sets beyond metrics.maxLabelSets, told as 'other'.",
                        cardinality.dropped()),
                new GaugeMetricFamily("attendance_metrics_collectors", "Collectors that were asked.", asked),
                new GaugeMetricFamily(
                        "attendance_metrics_collect_duration_seconds", "How long asking them took.", seconds));
    }
}
