package rollcall.camera.session;

import io.prometheus.client.Collector;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.List;
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

    @Activate
    public ScanTimes() {
        for (Direction direction : Direction.values()) {
            // There from the start, so that the first one is an increase.
            times.labels(direction.name());
        }
    }

    /** A scan was stored so long after its card was read. */
    void recorded(Scan scan, Duration took) {
        if (!took.isNegative() && took.compareTo(LONGEST) < 0) {
            times.labels(type(scan.decision()))
                    .observeWithExemplar(
                            took.toNanos() / NANOS,
                            "correlation_id",
                            scan.evidence().correlationId());
        }
    }

    private static String type(Decision decision) {
        if (decision instanceof Accepted accepted) {
            return accepted.direction().name();
        }
        return decision instanceof Duplicate duplicate ? duplicate.direction().name() : "none";
    }

    @Override
    public List<MetricFamilySamples> collect() {
        return times.collect();
    }
}
