package rollcall.camera.session;

import io.prometheus.client.Collector;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import rollcall.scan.Decision;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Direction;
import rollcall.scan.Scan;

/** How long scans take, from the card in the picture to the row on the disk. May be used from any thread. */
@Component(service = {ScanTimes.class, Collector.class})
public final class ScanTimes extends Collector {
    private static final double NANOS = 1e9;

    /** No session lasts that long: the clock was set meanwhile. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Histogram times = Histogram.build(
                    "attendance_scan_duration_seconds", "How long a scan takes, from the card to the stored row.")
            .labelNames("scan_type")
            // The predecessor's, and four more where most scans are.
            .buckets(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 5, 10)
            .create();

    /** Kept, so that no scan has to look its series up; there from the start, so that the first scan is an increase. */
    private final Map<Direction, Histogram.Child> byDirection = new EnumMap<>(Direction.class);

    private final Histogram.Child refused = times.labels("none");

    @Activate
    public ScanTimes() {
        for (Direction direction : Direction.values()) {
            byDirection.put(direction, times.labels(direction.name()));
        }
    }

    /** A scan was stored so long after its card was read. */
    void recorded(Scan scan, Duration took) {
        if (!took.isNegative() && took.compareTo(LONGEST) < 0) {
            series(scan.decision())
                    .observeWithExemplar(
                            took.toNanos() / NANOS,
                            "correlation_id",
                            scan.evidence().correlationId());
        }
    }

    private Histogram.Child series(Decision decision) {
        if (decision instanceof Accepted accepted) {
            return byDirection.getOrDefault(accepted.direction(), refused);
        }
        return decision instanceof Duplicate duplicate
                ? byDirection.getOrDefault(duplicate.direction(), refused)
                : refused;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        return times.collect();
    }
}
