package rollcall.sync.drain;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import rollcall.sync.request.Requests;

/** What is counted of sending; the first two as the predecessor named them. */
public final class SyncFigures {
    private static final double NANOS = 1e9;

    private final Counter operations = Counter.build(
                    "cloud_sync_operations_total", "Batches sent to a far end, by what came of them.")
            .labelNames("operation", "status", "target")
            .create();
    private final Histogram duration = Histogram.build(
                    "cloud_sync_duration_seconds", "How long a batch took to its answer.")
            .labelNames("operation", "target")
            .buckets(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
            .create();
    private final Counter delivered = Counter.build(
                    "attendance_sync_delivered_total", "Scans a far end has acknowledged; one sent again counts again.")
            .labelNames("target")
            .create();
    private final Counter quarantined = Counter.build(
                    "attendance_sync_quarantined_total", "Scans a far end has refused for good.")
            .labelNames("target")
            .create();

    private final Requests requests = new Requests();

    public SyncFigures() {}

    /** What counts requests over HTTP. */
    public Requests requests() {
        return requests;
    }

    void attempted(String target, boolean success, int scans, Duration took) {
        String operation = target.equals("photos") ? "photo" : "attendance";
        operations.labels(operation, success ? "success" : "failure", target).inc();
        duration.labels(operation, target).observe(took.toNanos() / NANOS);
        delivered.labels(target).inc(scans);
    }

    /** Something was asked of a far end, such as {@code roster}. */
    public void pulled(String operation, boolean success, Duration took) {
        operations.labels(operation, success ? "success" : "failure", "pull").inc();
        duration.labels(operation, "pull").observe(took.toNanos() / NANOS);
    }

    void quarantined(String target) {
        quarantined.labels(target).inc();
    }

    /** The samples of all of them. */
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples> families = new ArrayList<>(operations.collect());
        families.addAll(duration.collect());
        families.addAll(delivered.collect());
        families.addAll(quarantined.collect());
        families.addAll(requests.collect());
        return families;
    }
}
