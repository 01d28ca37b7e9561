package rollcall.metrics.collect;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets a family have so many label sets; the rest are told as their sum, with {@code other} for every label.
 *
 * <p>Who came first stays: a set that changed places with the sum from scrape to scrape would look like a counter that was reset.
 * Of one thread at a time.
 */
final class Cardinality {
    private static final String OTHER = "other";
    private static final String BOUND = "le";
    private static final String QUANTILE = "quantile";

    private final int most;
    private final Map<String, Set<List<String>>> admitted = new HashMap<>();

    /** Samples of families that had few enough of them when they were last seen, so that nobody had to look at their labels. */
    private final Map<String, List<Sample>> few = new HashMap<>();

    private final Map<String, Integer> folded = new HashMap<>();
    private long dropped;

    Cardinality(int most) {
        this.most = most;
    }

    /** How many label sets were too many at the worst of times, all families together; never less than before. */
    long dropped() {
        return dropped;
    }

    /** The family with at most so many label sets, and one for the rest. */
    MetricFamilySamples guard(MetricFamilySamples family) {
        if (family.samples.size() <= most && !folded.containsKey(family.name)) {
            few.put(family.name, family.samples);
            return family;
        }
        List<Sample> before = few.remove(family.name);
        if (before != null) {
            admitted.put(family.name, sets(before));
        }
        return guardMany(family);
    }

    private static Set<List<String>> sets(List<Sample> samples) {
        Set<List<String>> sets = new HashSet<>();
        samples.forEach(sample -> sets.add(labels(sample)));
        return sets;
    }

    private MetricFamilySamples guardMany(MetricFamilySamples family) {
        Set<List<String>> there = sets(family.samples);
        if (there.size() <= most && !folded.containsKey(family.name)) {
            admitted.put(family.name, there);
            return family;
        }
        Set<List<String>> kept = admit(family);
        int tooMany = (int) there.stream().filter(set -> !kept.contains(set)).count();
        int before = folded.getOrDefault(family.name, 0);
        if (tooMany > before) {
            folded.put(family.name, tooMany);
            dropped += tooMany - before;
        }
        return new MetricFamilySamples(family.name, family.unit, family.type, family.help, folded(family, kept));
    }

    private Set<List<String>> admit(MetricFamilySamples family) {
        Set<List<String>> kept = admitted.computeIfAbsent(family.name, name -> new HashSet<>());
        for (Sample sample : family.samples) {
            if (kept.size() >= most) {
                break;
            }
            kept.add(labels(sample));
        }
        return kept;
    }

    private static List<Sample> folded(MetricFamilySamples family, Set<List<String>> kept) {
        List<Sample> samples = new ArrayList<>();
        Map<List<Object>, Sample> sums = new LinkedHashMap<>();
        for (Sample sample : family.samples) {
            if (kept.contains(labels(sample))) {
                samples.add(sample);
            } else if (!sample.labelNames.contains(QUANTILE)) {
                Sample other = other(sample);
                sums.merge(List.of(other.name, other.labelNames, other.labelValues), other, Cardinality::sum);
            }
        }
        // Were a set of this name admitted, it would stand there twice.
        samples.replaceAll(sample -> {
            Sample more = sums.remove(List.of(sample.name, sample.labelNames, sample.labelValues));
            return more == null ? sample : sum(sample, more);
        });
        samples.addAll(sums.values());
        return samples;
    }

    private static Sample sum(Sample one, Sample two) {
        return new Sample(one.name, one.labelNames, one.labelValues, one.value + two.value);
    }

    private static Sample other(Sample sample) {
        List<String> values = new ArrayList<>(Collections.nCopies(sample.labelNames.size(), OTHER));
        int bound = sample.labelNames.indexOf(BOUND);
        if (bound >= 0) {
            values.set(bound, sample.labelValues.get(bound));
        }
        return new Sample(sample.name, sample.labelNames, values, sample.value);
    }

    /** Names and values of what tells series apart; bounds and quantiles are parts of one. */
    private static List<String> labels(Sample sample) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < sample.labelNames.size(); i++) {
            String label = sample.labelNames.get(i);
            if (!label.equals(BOUND) && !label.equals(QUANTILE)) {
                labels.add(label);
                labels.add(sample.labelValues.get(i));
            }
        }
        return labels;
    }
}
