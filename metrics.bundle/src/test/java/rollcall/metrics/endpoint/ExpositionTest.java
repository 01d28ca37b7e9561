package rollcall.metrics.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.Info;
import io.prometheus.client.Summary;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.metrics.collect.Percentile;
import rollcall.metrics.collect.Percentile.Bucket;

/** The three forms say the same, and Prometheus's own program finds nothing wrong with them. */
class ExpositionTest {
    private static final String NASTY = "a \"quoted\", back\\slashed=\nbroken ñ";
    private static final Pattern LINE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? ([^ ]+)(?: # \\{.*)?");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    @TempDir
    private Path folder;

    private static List<MetricFamilySamples> families() {
        Counter scans = Counter.build("attendance_scans_total", "Scans.")
                .labelNames("status", "scan_type")
                .create();
        scans.labels("success", "LOGIN").inc(3);
        scans.labels("failure", NASTY).inc();
        Gauge odd = Gauge.build("odd_celsius", "What is no number: \\ and\nmore.")
                .labelNames("zone")
                .create();
        odd.labels("nan").set(Double.NaN);
        odd.labels("hot").set(Double.POSITIVE_INFINITY);
        odd.labels("cold").set(Double.NEGATIVE_INFINITY);
        odd.labels("small").set(1e-9);
        Histogram took = Histogram.build("attendance_scan_duration_seconds", "How long a scan took.")
                .labelNames("scan_type")
                .buckets(0.5, 1, 2)
                .create();
        for (double seconds : new double[] {0.2, 0.7, 0.8, 1.5}) {
            took.labels("LOGIN").observe(seconds);
        }
        took.labels("LOGIN").observeWithExemplar(9, "correlation_id", "0190-ab");
        return Stream.<Collector>of(scans, odd, took)
                .flatMap(collector -> collector.collect().stream())
                .map(ExpositionTest::withoutCreated)
                .toList();
    }

    private static String text(Format format, List<MetricFamilySamples> families) throws IOException {
        return new String(Exposition.of(format, families), StandardCharsets.UTF_8);
    }

    private static MetricFamilySamples withoutCreated(MetricFamilySamples family) {
        return new MetricFamilySamples(
                family.name,
                family.unit,
                family.type,
                family.help,
                family.samples.stream()
                        .filter(sample -> !sample.name.endsWith("_created"))
                        .toList());
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                c = text.charAt(i) == 'n' ? '\n' : text.charAt(i);
            }
            plain.append(c);
        }
        return plain.toString();
    }

    /** Name and labels to value. */
    private static Map<String, Double> parsed(String text) {
        Map<String, Double> values = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (line.startsWith("#") || !matcher.matches()) {
                assertThat(line).matches("#.*|");
                continue;
            }
            Map<String, String> labels = new TreeMap<>();
            String inner = matcher.group(2) == null ? "" : matcher.group(2);
            Matcher label = LABEL.matcher(inner);
            while (label.find()) {
                labels.put(label.group(1), unescaped(label.group(2)));
            }
            String number = matcher.group(3).replace("Inf", "Infinity");
            values.put(matcher.group(1) + labels, Double.valueOf(number));
        }
        return values;
    }

    private static Map<String, String> json(String text) throws IOException {
        Map<String, String> values = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.FIELD_NAME) {
                    values.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
                }
            }
        }
        return values;
    }

    @Test
    void text_openmetrics_and_json_say_the_same() throws Exception {
        List<MetricFamilySamples> families = families();
        Map<String, Double> text = parsed(text(Format.TEXT, families));
        assertThat(parsed(text(Format.OPENMETRICS, families))).isEqualTo(text);
        assertThat(text)
                .containsEntry(
                        "attendance_scans_total" + new TreeMap<>(Map.of("scan_type", NASTY, "status", "failure")), 1.0);
        assertThat(text)
                .containsEntry("odd_celsius{zone=nan}", Double.NaN)
                .containsEntry("odd_celsius{zone=small}", 1e-9);

        Map<String, String> json = json(text(Format.JSON, families));
        assertThat(json)
                .containsEntry("/attendance_scans_total/type", "counter")
                .containsEntry("/attendance_scans_total/values/status=success,scan_type=LOGIN", "3.0")
                .containsEntry("/odd_celsius/values/zone=nan", "NaN")
                .containsEntry("/odd_celsius/values/zone=hot", "+Inf")
                .containsEntry("/odd_celsius/values/zone=cold", "-Inf")
                .containsEntry("/odd_celsius/values/zone=small", "1.0E-9")
                .containsEntry("/attendance_scan_duration_seconds/type", "histogram")
                .containsEntry("/attendance_scan_duration_seconds/values/scan_type=LOGIN", "5")
                .containsEntry(
                        "/attendance_scan_duration_seconds/sum/scan_type=LOGIN",
                        String.valueOf(text.get("attendance_scan_duration_seconds_sum{scan_type=LOGIN}")))
                .containsEntry("/attendance_scan_duration_seconds/quantiles/scan_type=LOGIN/p50", "0.875")
                .containsEntry("/attendance_scan_duration_seconds/quantiles/scan_type=LOGIN/p99", "2.0");
    }

    /** What Prometheus's own library makes of them; it puts a comma behind the last label of the old text. */
    @Test
    void the_official_library_writes_the_same() throws Exception {
        List<MetricFamilySamples> families = new ArrayList<>(families());
        families.addAll(built().collect());
        families.addAll(
                Summary.build("sizes_bytes", "Sizes.").unit("bytes").create().collect());
        families.add(new MetricFamilySamples(
                "odd",
                "",
                Collector.Type.UNKNOWN,
                "",
                List.of(
                        new Sample("odd", List.of(), List.of(), -0.0, 1_795_766_400_123L),
                        new Sample(
                                "odd",
                                List.of("a"),
                                List.of("\uD83D\uDE00\u00F1\u4E2D\uD83D".repeat(20_000)),
                                12_345_678),
                        new Sample("odd", List.of("a"), List.of(""), 9_999_999),
                        new Sample("odd", List.of("a"), List.of("b"), 1e7),
                        new Sample("odd", List.of("a"), List.of("c"), -3),
                        new Sample("odd", List.of("a"), List.of("d"), 1e300))));
        families.replaceAll(ExpositionTest::withoutCreated);
        StringWriter old = new StringWriter();
        TextFormat.write004(old, Collections.enumeration(families));
        assertThat(text(Format.TEXT, families)).isEqualTo(utf8(old.toString().replace("\",}", "\"}")));
        StringWriter open = new StringWriter();
        TextFormat.writeOpenMetrics100(open, Collections.enumeration(families));
        assertThat(text(Format.OPENMETRICS, families)).isEqualTo(utf8(open.toString()));
    }

    private static Info built() {
        Info info = Info.build("built", "With \"quotes\".").create();
        info.info("version", "1");
        return info;
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Test
    void a_value_on_a_bound_belongs_to_it() throws Exception {
        Histogram took =
                Histogram.build("took_seconds", "Took.").buckets(0.5, 1).create();
        took.observe(0.5);
        took.observe(0.500001);
        took.observe(2);
        assertThat(text(Format.TEXT, List.of(withoutCreated(took.collect().get(0)))))
                .contains("le=\"0.5\"} 1.0\n", "le=\"1.0\"} 2.0\n", "le=\"+Inf\"} 3.0\n", "took_seconds_count 3.0\n");
    }

    @Test
    void openmetrics_ends_as_it_must_and_bears_exemplars() throws Exception {
        assertThat(text(Format.OPENMETRICS, families()))
                .endsWith("# EOF\n")
                .contains("# {correlation_id=\"0190-ab\"} 9.0");
        assertThat(text(Format.TEXT, families())).doesNotContain("EOF", "correlation_id");
        assertThat(text(Format.JSON, List.of()).replaceAll("\\s", "")).isEqualTo("{}");
    }

    @Test
    void promtool_is_silent() throws Exception {
        Path file = folder.resolve("metrics.txt");
        Files.writeString(file, text(Format.TEXT, families()), StandardCharsets.UTF_8);
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(file.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void a_percentile_is_what_prometheus_reckons() {
        List<Bucket> buckets = List.of(new Bucket(0.5, 1), new Bucket(1, 3), new Bucket(Double.POSITIVE_INFINITY, 4));
        assertThat(Percentile.of(0.5, buckets)).isEqualTo(0.75);
        assertThat(Percentile.of(0.25, buckets)).isEqualTo(0.5);
        assertThat(Percentile.of(0.1, buckets)).isEqualTo(0.2, within(1e-12));
        assertThat(Percentile.of(0.9, buckets)).isEqualTo(1);
        assertThat(Percentile.of(0.9, List.of(new Bucket(Double.POSITIVE_INFINITY, 4))))
                .isNaN();
        assertThat(Percentile.of(0.9, List.of(new Bucket(1, 0), new Bucket(Double.POSITIVE_INFINITY, 0))))
                .isNaN();
    }

    @Test
    void accept_decides_and_json_is_what_the_predecessor_answered() {
        Map<String, Format> wanted = Map.of(
                "",
                Format.JSON,
                "*/*",
                Format.JSON,
                "text/html,application/xhtml+xml,*/*;q=0.8",
                Format.JSON,
                "text/plain",
                Format.TEXT,
                "text/plain;version=0.0.4",
                Format.TEXT,
                "text/plain; version=1.0.0",
                Format.JSON,
                "application/json;q=0.5, text/plain;q=0.6",
                Format.TEXT,
                "text/plain;q=0, */*;q=0.1",
                Format.JSON,
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                Format.OPENMETRICS,
                ";;q=x,,",
                Format.JSON);
        wanted.forEach(
                (accept, format) -> assertThat(Format.of(accept)).as(accept).isEqualTo(format));
        assertThat(Format.of(null)).isEqualTo(Format.JSON);
    }
}
