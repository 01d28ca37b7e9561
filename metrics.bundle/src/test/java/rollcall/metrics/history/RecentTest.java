package rollcall.metrics.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Rates and percentiles of the last minutes, over resets and a clock that is set. */
class RecentTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Recent recent = new Recent(nanos::get);

    private static Counter counter() {
        return Counter.build("attendance_scans_total", "Scans.")
                .labelNames("status")
                .create();
    }

    private static Histogram histogram() {
        return Histogram.build("attendance_scan_duration_seconds", "Took.")
                .labelNames("scan_type")
                .buckets(1, 2, 4)
                .create();
    }

    private void look(long second, Counter counter, Histogram histogram) {
        nanos.set(Duration.ofSeconds(second).toNanos() - 5);
        List<io.prometheus.client.Collector.MetricFamilySamples> families = new ArrayList<>(counter.collect());
        families.addAll(histogram.collect());
        recent.add(Instant.EPOCH, families);
    }

    @Test
    void nothing_is_known_before_the_first_look_and_no_rate_before_the_second() {
        assertThat(recent.newest()).isEmpty();
        assertThat(recent.perMinute(Recent.SCANS, MINUTE)).isEmpty();
        assertThat(recent.percentile(Recent.SCAN_SECONDS, 0.5)).isEmpty();
        Counter counter = counter();
        counter.labels("success").inc(1_000);
        look(0, counter, histogram());
        assertThat(recent.newest()).contains(Instant.EPOCH);
        assertThat(recent.perMinute(Recent.SCANS, MINUTE)).isEmpty();
        assertThat(recent.percentile(Recent.SCAN_SECONDS, 0.5, Recent.SPAN)).isEmpty();
        assertThat(recent.count(Recent.SCAN_SECONDS)).isZero();
    }

    @Test
    void rates_are_of_the_newest_time_alone() {
        Counter counter = counter();
        Histogram histogram = histogram();
        for (int second = 0; second <= 20 * 60; second += 15) {
            look(second, counter, histogram);
            counter.labels("success").inc(second < 19 * 60 ? 1 : 5);
            counter.labels("failure").inc(1);
        }
        assertThat(recent.perMinute(Recent.SCANS, MINUTE).orElseThrow()).isCloseTo(24, within(1e-9));
        assertThat(recent.perMinute(Recent.SCANS, Duration.ofMinutes(2)).orElseThrow())
                .isCloseTo(16, within(1e-9));
        assertThat(recent.perMinute(Recent.SCANS, Duration.ofHours(9)).orElseThrow())
                .isCloseTo((14 * 8 + 24) / 15.0, within(1e-9));
    }

    @Test
    void a_counter_that_was_begun_anew_is_no_fall() {
        Counter before = counter();
        before.labels("success").inc(100);
        look(0, before, histogram());
        before.labels("success").inc(3);
        look(15, before, histogram());
        Counter after = counter();
        after.labels("success").inc(2);
        look(60, after, histogram());
        assertThat(recent.perMinute(Recent.SCANS, MINUTE)).contains(5.0);
    }

    @Test
    void percentiles_of_all_label_sets_together_lately_and_in_all() {
        Histogram histogram = histogram();
        for (int i = 0; i < 100; i++) {
            histogram.labels("LOGIN").observe(0.5);
        }
        look(0, counter(), histogram);
        histogram.labels("LOGIN").observe(3);
        histogram.labels("LOGOUT").observe(3);
        look(30, counter(), histogram);
        histogram.labels("LOGOUT").observe(3);
        look(60, counter(), histogram);
        assertThat(recent.count(Recent.SCAN_SECONDS)).isEqualTo(103);
        assertThat(recent.percentile(Recent.SCAN_SECONDS, 0.5).orElseThrow()).isLessThan(1);
        // The first of a new label set is not known to be a rise.
        assertThat(recent.count(Recent.SCAN_SECONDS, Recent.SPAN)).isEqualTo(2);
        assertThat(recent.percentile(Recent.SCAN_SECONDS, 0.5, Recent.SPAN)).contains(3.0);
        assertThat(recent.percentile(Recent.SCAN_SECONDS, 0.5, Duration.ZERO)).isEmpty();
    }
}
