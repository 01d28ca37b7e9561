package rollcall.metrics.history;

import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Name and labels of a series as the text format writes them. */
public final class SampleText {
    private SampleText() {}

    /** {@code name{label="value"}}. */
    static String of(Sample sample) {
        return of(sample.name, sample.labelNames, sample.labelValues);
    }

    private static String of(String name, List<String> labels, List<String> values) {
        if (labels.isEmpty()) {
            return name;
        }
        StringBuilder text = new StringBuilder(name).append('{');
        for (int i = 0; i < labels.size(); i++) {
            text.append(i == 0 ? "" : ",").append(labels.get(i)).append("=\"");
            escape(values.get(i), text);
            text.append('"');
        }
        return text.append('}').toString();
    }

    private static void escape(String value, StringBuilder text) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }

    /** What stands before the labels. */
    public static String name(String text) {
        int brace = text.indexOf('{');
        return brace < 0 ? text : text.substring(0, brace);
    }

    /** The labels by name. */
    public static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        int at = text.indexOf('{') + 1;
        while (at > 0 && at < text.length() && text.charAt(at) != '}') {
            int equals = text.indexOf("=\"", at);
            StringBuilder value = new StringBuilder();
            int i = equals + 2;
            while (text.charAt(i) != '"') {
                char c = text.charAt(i);
                if (c == '\\') {
                    i++;
                    c = text.charAt(i) == 'n' ? '\n' : text.charAt(i);
                }
                value.append(c);
                i++;
            }
            labels.put(text.substring(at, equals), value.toString());
            at = text.charAt(i + 1) == ',' ? i + 2 : i + 1;
        }
        return labels;
    }
}
