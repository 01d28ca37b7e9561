package rollcall.metrics.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What becomes of collectors that are well, broken, doubled and too talkative. */
class WhiteboardTest {
    private static final class Broken extends Collector {
        @Override
        public List<MetricFamilySamples> collect() {
            throw new IllegalStateException("torn");
        }
    }

    private static final class Gone extends Collector {
        @Override
        public List<MetricFamilySamples> collect() {
            throw new NoClassDefFoundError("rollcall/store/Gone");
        }
    }

    private static Collector counter(String name, String label, double... counts) {
        Counter counter = Counter.build(name, "Some.").labelNames(label).create();
        for (int i = 0; i < counts.length; i++) {
            counter.labels("v" + i).inc(counts[i]);
        }
        return counter;
    }

    private static Whiteboard of(Collector... collectors) {
        return new Whiteboard(true, true, 10, List.of(collectors));
    }

    private static double value(List<MetricFamilySamples> families, String sample) {
        return families.stream()
                .flatMap(family -> family.samples.stream())
                .filter(one -> one.name.equals(sample))
                .mapToDouble(one -> one.value)
                .sum();
    }

    private static List<String> names(List<MetricFamilySamples> families) {
        return families.stream().map(family -> family.name).toList();
    }

    @Test
    void a_collector_that_throws_costs_its_own_figures_and_is_counted() throws Exception {
        Whiteboard whiteboard = of(new Broken(), new Gone(), counter("well_total", "a", 3));
        assertThat(value(whiteboard.scrape(), "well_total")).isEqualTo(3);
        List<MetricFamilySamples> second = whiteboard.scrape();
        assertThat(value(second, "attendance_metrics_collector_failures_total")).isEqualTo(4);
        assertThat(value(second, "attendance_metrics_collectors")).isEqualTo(3);
    }

    @Test
    void it_is_told_once_in_the_log() throws Exception {
        List<String> lines = new ArrayList<>();
        Logger logger = Logger.getLogger("rollcall.metrics");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(String.valueOf(line.getMessage()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            Whiteboard whiteboard = of(new Broken());
            whiteboard.scrape();
            whiteboard.scrape();
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines).hasSize(1);
    }

    @Test
    void of_two_with_one_name_the_more_important_is_heard() throws Exception {
        Gauge alone = Gauge.build("alone", "Some.").create();
        List<MetricFamilySamples> families = of(counter("same_total", "a", 1), counter("same_total", "a", 2), alone)
                .scrape();
        assertThat(value(families, "same_total")).isEqualTo(2);
        assertThat(value(families, "attendance_metrics_collector_failures_total"))
                .isEqualTo(1);
        assertThat(names(families)).contains("alone");
    }

    @Test
    void a_family_that_is_no_exposition_is_left_out() throws Exception {
        for (Sample bad : List.of(
                new Sample("bad", List.of("a b"), List.of("1"), 1),
                new Sample("bad", List.of("a"), List.of(), 1),
                new Sample("bad", List.of("a", "a"), List.of("1", "2"), 1),
                new Sample("b-d", List.of(), List.of(), 1))) {
            Collector wrong = new Collector() {
                @Override
                public List<MetricFamilySamples> collect() {
                    return List.of(new MetricFamilySamples("bad", Type.GAUGE, "Bad.", List.of(bad)));
                }
            };
            assertThat(names(of(wrong).scrape())).as(bad.toString()).doesNotContain("bad");
        }
    }

    @Test
    void label_sets_beyond_the_limit_are_told_as_their_sum_and_counted() throws Exception {
        Counter many = Counter.build("many_total", "Some.").labelNames("a").create();
        for (int i = 0; i < 10; i++) {
            many.labels("early" + i).inc();
        }
        Whiteboard whiteboard = of(many);
        assertThat(value(whiteboard.scrape(), "attendance_metrics_dropped_series_total"))
                .isZero();
        for (int i = 0; i < 5; i++) {
            many.labels("late" + i).inc(2);
        }
        whiteboard.scrape();
        List<MetricFamilySamples> families = whiteboard.scrape();
        MetricFamilySamples family = families.stream()
                .filter(one -> one.name.equals("many"))
                .findFirst()
                .orElseThrow();
        assertThat(family.samples).hasSize(11);
        assertThat(family.samples.stream().map(sample -> sample.labelValues.get(0)))
                .contains("early0", "early9", "other")
                .noneMatch(value -> value.startsWith("late"));
        assertThat(family.samples.stream()
                        .filter(sample -> sample.labelValues.contains("other"))
                        .mapToDouble(sample -> sample.value))
                .containsExactly(10.0);
        assertThat(value(families, "attendance_metrics_dropped_series_total")).isEqualTo(5);
    }

    @Test
    void the_predecessors_names_stand_beside_ours_or_not_at_all() throws Exception {
        Gauge queue = Gauge.build("cloud_sync_queue_size", "Waiting.")
                .labelNames("priority", "target")
                .create();
        queue.labels("normal", "file").set(7);
        Gauge disk = Gauge.build("system_disk_free_bytes", "Free.").create();
        Collector camera = counter("camera_errors_total", "error_type", 2);
        Collector scans = counter("attendance_scans_total", "status", 1);
        List<Collector> all = List.of(queue, disk, camera, scans);
        List<MetricFamilySamples> both = new Whiteboard(true, true, 10, all).scrape();
        assertThat(names(both))
                .contains(
                        "cloud_sync_queue_size",
                        "attendance_outbox_records",
                        "system_disk_free_bytes",
                        "camera_errors",
                        "attendance_camera_errors",
                        "attendance_scans");
        assertThat(value(both, "attendance_outbox_records")).isEqualTo(7);
        Sample ours = both.stream()
                .filter(family -> family.name.equals("attendance_camera_errors"))
                .findFirst()
                .orElseThrow()
                .samples
                .get(0);
        assertThat(ours.name).isEqualTo("attendance_camera_errors_total");
        assertThat(ours.labelNames).containsExactly("kind");
        assertThat(names(new Whiteboard(true, false, 10, all).scrape()))
                .allMatch(name -> name.startsWith("attendance_"))
                .contains("attendance_outbox_records", "attendance_camera_errors", "attendance_scans");
    }

    @Test
    void switched_off_it_tells_nothing() throws Exception {
        assertThat(new Whiteboard(false, true, 10, List.of(new Broken())).scrape())
                .isEmpty();
    }
}
