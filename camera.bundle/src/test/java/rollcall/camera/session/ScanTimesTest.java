package rollcall.camera.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Reason;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.Direction;
import rollcall.scan.Evidence;
import rollcall.scan.Origin;
import rollcall.scan.Scan;

class ScanTimesTest {
    private final ScanTimes times = new ScanTimes();

    private static Scan scan(Decision decision) {
        Instant now = Instant.parse("2026-11-25T08:00:00Z");
        return new Scan(
                new TimeOrderedIds().next(now),
                1,
                new Origin("here", 1, 1),
                "S1",
                Optional.empty(),
                decision,
                now,
                new Evidence(ClockTrust.TRUSTED, Optional.empty(), Optional.empty(), "corr-1"),
                Optional.empty());
    }

    private double value(String name, String type) {
        return times.collect().get(0).samples.stream()
                .filter(sample -> sample.name.equals("attendance_scan_duration_seconds" + name))
                .filter(sample -> sample.labelValues.get(0).equals(type))
                .mapToDouble(sample -> sample.value)
                .findFirst()
                .orElse(-1);
    }

    @Test
    void a_scan_is_counted_under_its_direction_with_its_correlation_id() {
        times.recorded(scan(new Accepted(Direction.LOGIN, false, true, "")), Duration.ofMillis(1200));
        times.recorded(scan(new Rejected(Reason.UNKNOWN_CODE)), Duration.ofMillis(300));
        assertThat(value("_sum", "LOGIN")).isEqualTo(1.2);
        assertThat(value("_count", "LOGOUT")).isZero();
        assertThat(value("_count", "none")).isEqualTo(1);
        assertThat(times.collect().get(0).samples)
                .anyMatch(sample -> sample.exemplar != null && "corr-1".equals(sample.exemplar.getLabelValue(0)));
    }

    @Test
    void a_clock_that_was_set_meanwhile_makes_no_figure() {
        Scan scan = scan(new Accepted(Direction.LOGIN, false, true, ""));
        times.recorded(scan, Duration.ofSeconds(-3));
        times.recorded(scan, Duration.ofHours(5));
        assertThat(value("_count", "LOGIN")).isZero();
    }
}
