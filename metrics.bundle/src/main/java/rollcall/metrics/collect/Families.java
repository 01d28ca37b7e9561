package rollcall.metrics.collect;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What makes a family fit to be told, whoever made it. */
final class Families {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    /** When a series was made; it would double their number, and nobody asks for it. */
    private static final String CREATED = "_created";

    private Families() {}

    /** The family with the samples a scrape takes. */
    static MetricFamilySamples checked(MetricFamilySamples family) {
        requireName(family.name);
        if (family.help == null) {
            throw new IllegalArgumentException("'" + family.name + "' has no help");
        }
        Set<List<Object>> series = new HashSet<>();
        List<Sample> samples = new ArrayList<>(family.samples.size());
        for (Sample sample : family.samples) {
            if (sample.name.endsWith(CREATED)) {
                continue;
            }
            requireLabels(sample);
            if (!series.add(List.of(sample.name, sample.labelNames, sample.labelValues))) {
                throw new IllegalArgumentException("'" + sample.name + "' has one label set twice");
            }
            samples.add(sample);
        }
        return new MetricFamilySamples(family.name, family.unit, family.type, family.help, samples);
    }

    /** The names no other family may use. */
    static List<String> names(MetricFamilySamples family) {
        return List.of(family.getNames()).stream()
                .filter(name -> !name.endsWith(CREATED))
                .toList();
    }

    private static void requireLabels(Sample sample) {
        requireName(sample.name);
        if (sample.labelNames.size() != sample.labelValues.size()) {
            throw new IllegalArgumentException("'" + sample.name + "' has " + sample.labelNames.size() + " labels and "
                    + sample.labelValues.size() + " values");
        }
        for (String label : sample.labelNames) {
            if (!LABEL.matcher(label).matches()) {
                throw new IllegalArgumentException("'" + label + "' is no name of a label");
            }
        }
        if (new HashSet<>(sample.labelNames).size() != sample.labelNames.size()) {
            throw new IllegalArgumentException("'" + sample.name + "' has one label twice");
        }
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name of a figure");
        }
    }
}
