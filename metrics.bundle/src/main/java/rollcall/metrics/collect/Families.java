package rollcall.metrics.collect;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What makes a family fit to be told, whoever made it. Looks at each letter of each scrape, so it spares regular expressions. */
final class Families {
    /** When a series was made; it would double their number, and nobody asks for it. */
    private static final String CREATED = "_created";

    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private Families() {}

    /** The family with the samples a scrape takes. */
    static MetricFamilySamples checked(MetricFamilySamples family) {
        requireName(family.name);
        if (family.help == null) {
            throw new IllegalArgumentException("'" + family.name + "' has no help");
        }
        List<Sample> samples = new ArrayList<>(family.samples.size());
        List<String> labels = List.of();
        for (Sample sample : family.samples) {
            if (sample.name.endsWith(CREATED)) {
                continue;
            }
            requireLabels(sample, labels);
            labels = sample.labelNames;
            samples.add(sample);
        }
        if (mayRepeat(samples)) {
            requireDifferent(samples);
        }
        return samples.size() == family.samples.size()
                ? family
                : new MetricFamilySamples(family.name, family.unit, family.type, family.help, samples);
    }

    /** The names no other family may use. */
    static List<String> names(MetricFamilySamples family) {
        List<String> names = new ArrayList<>();
        for (String name : family.getNames()) {
            if (!name.endsWith(CREATED)) {
                names.add(name);
            }
        }
        return names;
    }

    /** Whether two samples have one hash; if not, none is there twice. */
    private static boolean mayRepeat(List<Sample> samples) {
        long[] seen = new long[Integer.highestOneBit(samples.size() + 1) << 2];
        for (Sample sample : samples) {
            long hash = sample.name.hashCode();
            for (int i = 0; i < sample.labelValues.size(); i++) {
                hash = hash * SPREAD + sample.labelValues.get(i).hashCode();
            }
            hash = (hash * SPREAD) | 1; // 0 is an empty place.
            int place = (int) (hash >>> Integer.SIZE) & (seen.length - 1);
            while (seen[place] != 0) {
                if (seen[place] == hash) {
                    return true;
                }
                place = (place + 1) & (seen.length - 1);
            }
            seen[place] = hash;
        }
        return false;
    }

    private static void requireDifferent(List<Sample> samples) {
        Set<List<Object>> series = new HashSet<>();
        for (Sample sample : samples) {
            if (!series.add(List.of(sample.name, sample.labelNames, sample.labelValues))) {
                throw new IllegalArgumentException("'" + sample.name + "' has one label set twice");
            }
        }
    }

    /** Looks at the labels' names unless they are those of the sample before. */
    @SuppressWarnings("ReferenceEquality") // a hint that nothing has to be looked at again
    private static void requireLabels(Sample sample, List<String> checked) {
        requireName(sample.name);
        if (sample.labelNames.size() != sample.labelValues.size()) {
            throw new IllegalArgumentException("'" + sample.name + "' has " + sample.labelNames.size() + " labels and "
                    + sample.labelValues.size() + " values");
        }
        if (sample.labelNames == checked) {
            return;
        }
        for (String label : sample.labelNames) {
            if (!isName(label) || label.indexOf(':') >= 0) {
                throw new IllegalArgumentException("'" + label + "' is no name of a label");
            }
        }
        if (new HashSet<>(sample.labelNames).size() != sample.labelNames.size()) {
            throw new IllegalArgumentException("'" + sample.name + "' has one label twice");
        }
    }

    private static void requireName(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("'" + name + "' is no name of a figure");
        }
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
            if (!letter && !(c >= '0' && c <= '9' && i > 0)) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
