package rollcall.metrics.endpoint;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.exemplars.Exemplar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Writes families as Prometheus's text 0.0.4 or as OpenMetrics 1.0.0, straight into bytes: a scrape is asked for every few seconds
 * on a slow machine.
 */
final class TextWriter {
    private static final int FIRST_SIZE = 1 << 15;
    private static final int ASCII = 0x80;
    private static final double LARGEST_WHOLE = 1e7;
    private static final long SECOND = 1_000;
    private static final int MOST_DIGITS = 8;

    private final boolean open;
    private byte[] buffer = new byte[FIRST_SIZE];
    private int size;

    private TextWriter(boolean open) {
        this.open = open;
    }

    static byte[] text(List<MetricFamilySamples> families) {
        return new TextWriter(false).written(families);
    }

    static byte[] openMetrics(List<MetricFamilySamples> families) {
        return new TextWriter(true).written(families);
    }

    private byte[] written(List<MetricFamilySamples> families) {
        for (MetricFamilySamples family : families) {
            if (open) {
                openHead(family);
            } else {
                head(family);
            }
            List<Sample> samples = family.samples;
            for (int i = 0; i < samples.size(); i++) {
                sample(samples.get(i));
            }
        }
        if (open) {
            put("# EOF\n");
        }
        return Arrays.copyOf(buffer, size);
    }

    private void head(MetricFamilySamples family) {
        String ending =
                switch (family.type) {
                    case COUNTER -> "_total";
                    case INFO -> "_info";
                    default -> "";
                };
        put("# HELP ");
        put(family.name);
        put(ending);
        put(' ');
        escaped(family.help, false);
        put("\n# TYPE ");
        put(family.name);
        put(ending);
        put(
                switch (family.type) {
                    case GAUGE, INFO, STATE_SET -> " gauge\n";
                    case COUNTER -> " counter\n";
                    case HISTOGRAM, GAUGE_HISTOGRAM -> " histogram\n";
                    case SUMMARY -> " summary\n";
                    default -> " untyped\n";
                });
    }

    private void openHead(MetricFamilySamples family) {
        put("# TYPE ");
        put(family.name);
        put(' ');
        put(family.type.name().toLowerCase(Locale.ROOT).replace("_", ""));
        if (!family.unit.isEmpty()) {
            put("\n# UNIT ");
            put(family.name);
            put(' ');
            put(family.unit);
        }
        put("\n# HELP ");
        put(family.name);
        put(' ');
        escaped(family.help, true);
        put('\n');
    }

    private void sample(Sample sample) {
        put(sample.name);
        List<String> names = sample.labelNames;
        if (!names.isEmpty()) {
            for (int i = 0; i < names.size(); i++) {
                label(i, names.get(i), sample.labelValues.get(i));
            }
            put('}');
        }
        put(' ');
        number(sample.value);
        if (sample.timestampMs != null) {
            put(' ');
            put(open ? seconds(sample.timestampMs) : String.valueOf(sample.timestampMs));
        }
        if (open && sample.exemplar != null) {
            exemplar(sample.exemplar);
        }
        put('\n');
    }

    private void exemplar(Exemplar exemplar) {
        put(" # ");
        for (int i = 0; i < exemplar.getNumberOfLabels(); i++) {
            label(i, exemplar.getLabelName(i), exemplar.getLabelValue(i));
        }
        put(exemplar.getNumberOfLabels() == 0 ? "{} " : "} ");
        number(exemplar.getValue());
        if (exemplar.getTimestampMs() != null) {
            put(' ');
            put(seconds(exemplar.getTimestampMs()));
        }
    }

    private void label(int place, String name, String value) {
        put(place == 0 ? '{' : ',');
        put(name);
        put("=\"");
        escaped(value, true);
        put('"');
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%d.%03d", Math.floorDiv(millis, SECOND), Math.floorMod(millis, SECOND));
    }

    /** Most figures are small whole numbers; the rest is left to Java, as the predecessor's were to Python. */
    private void number(double value) {
        if (value == 0 || value != Math.rint(value) || value < 0 || value >= LARGEST_WHOLE) {
            put(value == 0 && 1 / value > 0 ? "0.0" : Collector.doubleToGoString(value));
            return;
        }
        room(MOST_DIGITS + 2);
        int rest = (int) value;
        int digits = 1;
        for (int bound = 10; bound <= rest; bound *= 10) {
            digits++;
        }
        for (int i = size + digits - 1; i >= size; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        put(".0");
    }

    /** Backslashes and line ends of any text, quotes of labels and of OpenMetrics's help. */
    private void escaped(String text, boolean quotes) {
        int length = text.length();
        room(2 * length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == '\n' || (c == '"' && quotes)) {
                buffer[size++] = '\\';
                buffer[size++] = (byte) (c == '\n' ? 'n' : c);
            } else if (c < ASCII) {
                buffer[size++] = (byte) c;
            } else {
                int end = i + Character.charCount(text.codePointAt(i));
                bytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
                room(2 * (length - end));
                i = end - 1;
            }
        }
    }

    private void put(String text) {
        int length = text.length();
        room(length);
        byte[] into = buffer;
        int at = size;
        for (int i = 0; i < length; i++) {
            // Names are ASCII, which Families sees to; units and such are ours.
            into[at + i] = (byte) text.charAt(i);
        }
        size = at + length;
    }

    private void put(char c) {
        room(1);
        buffer[size++] = (byte) c;
    }

    private void bytes(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    private void room(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + more));
        }
    }
}
