package rollcall.metrics.history;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import rollcall.metrics.collect.Percentile;
import rollcall.metrics.collect.Percentile.Bucket;

/**
 * The last quarter of an hour of the few figures that are told as rates and percentiles, reckoned as Prometheus does: a counter that
 * fell was begun anew. May be used from any thread.
 */
public final class Recent {
    /** What is kept. */
    public static final Duration SPAN = Duration.ofMinutes(15);

    public static final String SCANS = "attendance_scans";
    public static final String SCAN_SECONDS = "attendance_scan_duration_seconds";
    public static final String DELIVERED = "attendance_sync_delivered";
    public static final String SYNC_SECONDS = "attendance_sync_duration_seconds";
    private static final Set<String> KEPT = Set.of(SCANS, SCAN_SECONDS, DELIVERED, SYNC_SECONDS);
    private static final String INFINITE = "+Inf";
    private static final double NANOS_IN_MINUTE = 60e9;

    private final LongSupplier nanos;
    private final Deque<Look> looks = new ArrayDeque<>();

    /** What was told at one time, by a clock that only goes forward. */
    private record Look(long nanos, Instant at, Map<String, List<Sample>> families) {
        List<Sample> of(String family) {
            return families.getOrDefault(family, List.of());
        }
    }

    /**
     * A clock.
     *
     * @param nanos as {@link System#nanoTime}
     */
    Recent(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized void add(Instant at, List<MetricFamilySamples> families) {
        long now = nanos.getAsLong();
        looks.addLast(new Look(
                now,
                at,
                families.stream()
                        .filter(family -> KEPT.contains(family.name))
                        .collect(Collectors.toMap(family -> family.name, family -> family.samples))));
        while (now - looks.getFirst().nanos() > SPAN.toNanos()) {
            looks.removeFirst();
        }
    }

    /** When the newest sample was taken. */
    public synchronized Optional<Instant> newest() {
        return Optional.ofNullable(looks.peekLast()).map(Look::at);
    }

    /** How much a counter rose in a minute, over the newest time of this length or what there is of it. */
    public synchronized Optional<Double> perMinute(String family, Duration span) {
        List<Look> within = within(span);
        if (within.size() < 2) {
            return Optional.empty();
        }
        double risen = risen(family, within, Recent::total).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        long took = within.get(within.size() - 1).nanos() - within.get(0).nanos();
        return Optional.of(risen * NANOS_IN_MINUTE / took);
    }

    /** A percentile of a histogram, all its label sets together, over the newest time of this length; empty without a value. */
    public synchronized Optional<Double> percentile(String family, double share, Duration span) {
        return percentile(share, risen(family, within(span), Recent::bound));
    }

    /** How many values came in it. */
    public synchronized long count(String family, Duration span) {
        return Math.round(risen(family, within(span), Recent::bound).getOrDefault(INFINITE, 0.0));
    }

    /** As {@link #percentile(String, double, Duration)}, over all values since the figure was begun. */
    public synchronized Optional<Double> percentile(String family, double share) {
        return percentile(share, standing(family));
    }

    /** How many values there are since the figure was begun. */
    public synchronized long count(String family) {
        return Math.round(standing(family).getOrDefault(INFINITE, 0.0));
    }

    private List<Look> within(Duration span) {
        Look newest = looks.peekLast();
        return newest == null
                ? List.of()
                : looks.stream()
                        .filter(look -> newest.nanos() - look.nanos() <= span.toNanos())
                        .toList();
    }

    private static Optional<String> bound(Sample sample) {
        int place = sample.labelNames.indexOf("le");
        return place < 0 ? Optional.empty() : Optional.of(sample.labelValues.get(place));
    }

    private static Optional<String> total(Sample sample) {
        return sample.name.endsWith("_total") ? Optional.of("") : Optional.empty();
    }

    private Map<String, Double> standing(String family) {
        Map<String, Double> parts = new HashMap<>();
        Look newest = looks.peekLast();
        for (Sample sample : newest == null ? List.<Sample>of() : newest.of(family)) {
            bound(sample).ifPresent(bound -> parts.merge(bound, sample.value, Double::sum));
        }
        return parts;
    }

    /** How much the series rose from the first look to the last, summed up by a part of each. */
    private static Map<String, Double> risen(String family, List<Look> looks, Function<Sample, Optional<String>> part) {
        Map<List<Object>, Double> before = new HashMap<>();
        Map<String, Double> risen = new HashMap<>();
        for (Look look : looks) {
            for (Sample sample : look.of(family)) {
                Optional<String> counted = part.apply(sample);
                if (counted.isPresent()) {
                    Double last = before.put(List.of(sample.name, sample.labelNames, sample.labelValues), sample.value);
                    double more = last == null ? 0 : sample.value - last;
                    risen.merge(counted.get(), more < 0 ? sample.value : more, Double::sum);
                }
            }
        }
        return risen;
    }

    private static Optional<Double> percentile(double share, Map<String, Double> counts) {
        List<Bucket> buckets = new ArrayList<>();
        counts.forEach((bound, count) -> buckets.add(
                new Bucket(bound.equals(INFINITE) ? Double.POSITIVE_INFINITY : Double.parseDouble(bound), count)));
        buckets.sort(Comparator.comparingDouble(Bucket::bound));
        double value = Percentile.of(share, buckets);
        return Double.isNaN(value) ? Optional.empty() : Optional.of(value);
    }
}
