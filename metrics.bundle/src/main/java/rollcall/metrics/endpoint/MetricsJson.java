package rollcall.metrics.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import rollcall.metrics.collect.Percentile;
import rollcall.metrics.collect.Percentile.Bucket;

/**
 * Families as the predecessor wrote them: name to {@code type} and {@code values}, which map {@code label=value,...} to a number; of
 * histograms {@code values} are the counts, and {@code sum} stands beside them. New here: {@code quantiles} of histograms.
 *
 * <p>What is no number in JSON is a text: {@code NaN}, {@code +Inf}, {@code -Inf}. Commas, equals signs and backslashes in a label's
 * value have a backslash before them.
 */
final class MetricsJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();
    private static final String BOUND = "le";
    private static final String QUANTILE = "quantile";
    private static final Map<String, Double> SHARES = shares();

    private MetricsJson() {}

    private static Map<String, Double> shares() {
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("p50", 0.5);
        shares.put("p90", 0.9);
        shares.put("p99", 0.99);
        return shares;
    }

    static String of(List<MetricFamilySamples> families) throws IOException {
        Writer out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator(""));
            printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
            json.setPrettyPrinter(printer);
            json.writeStartObject();
            for (MetricFamilySamples family : families) {
                json.writeObjectFieldStart(name(family));
                json.writeStringField("type", family.type.name().toLowerCase(Locale.ROOT));
                if (family.type == Collector.Type.HISTOGRAM || family.type == Collector.Type.SUMMARY) {
                    histogram(json, family);
                } else {
                    values(json, "values", family, "");
                }
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        return out.toString();
    }

    /** As it stands in the text; simpleclient's own name of a counter lacks the ending. */
    private static String name(MetricFamilySamples family) {
        return switch (family.type) {
            case COUNTER -> family.name + "_total";
            case INFO -> family.name + "_info";
            default -> family.name;
        };
    }

    private static void histogram(JsonGenerator json, MetricFamilySamples family) throws IOException {
        values(json, "values", family, family.name + "_count");
        values(json, "sum", family, family.name + "_sum");
        if (family.type == Collector.Type.HISTOGRAM) {
            quantiles(json, family);
        }
    }

    private static void values(JsonGenerator json, String field, MetricFamilySamples family, String only)
            throws IOException {
        json.writeObjectFieldStart(field);
        for (Sample sample : family.samples) {
            if (only.isEmpty() || sample.name.equals(only)) {
                json.writeFieldName(key(sample));
                if (only.endsWith("_count")) {
                    json.writeNumber((long) sample.value);
                } else {
                    number(json, sample.value);
                }
            }
        }
        json.writeEndObject();
    }

    private static void quantiles(JsonGenerator json, MetricFamilySamples family) throws IOException {
        Map<String, List<Bucket>> series = new LinkedHashMap<>();
        for (Sample sample : family.samples) {
            int bound = sample.labelNames.indexOf(BOUND);
            if (bound >= 0) {
                series.computeIfAbsent(key(sample), key -> new ArrayList<>())
                        .add(new Bucket(bound(sample.labelValues.get(bound)), sample.value));
            }
        }
        json.writeObjectFieldStart("quantiles");
        for (Map.Entry<String, List<Bucket>> entry : series.entrySet()) {
            json.writeObjectFieldStart(entry.getKey());
            for (Map.Entry<String, Double> share : SHARES.entrySet()) {
                json.writeFieldName(share.getKey());
                number(json, Percentile.of(share.getValue(), entry.getValue()));
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static double bound(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private static void number(JsonGenerator json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeString(Collector.doubleToGoString(value));
        }
    }

    private static String key(Sample sample) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < sample.labelNames.size(); i++) {
            String label = sample.labelNames.get(i);
            if (!label.equals(BOUND) && !label.equals(QUANTILE)) {
                key.append(key.isEmpty() ? "" : ",").append(label).append('=');
                key.append(sample.labelValues.get(i).replaceAll("([\\\\,=])", "\\\\$1"));
            }
        }
        return key.toString();
    }
}
