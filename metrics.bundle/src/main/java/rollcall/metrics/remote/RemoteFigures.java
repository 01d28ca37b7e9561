package rollcall.metrics.remote;

import io.prometheus.client.Collector;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** What remote write tells of itself; nothing before it is used. May be used from any thread. */
@Component(service = {RemoteFigures.class, Collector.class})
public final class RemoteFigures extends Collector {
    private static final double MILLIS = 1e3;

    private final Counter samples = Counter.build(
                    "attendance_remote_write_samples_total",
                    "Samples by what became of them: sent, refused by the receiver, too_old to be sent.")
            .labelNames("outcome")
            .create();
    private final Counter requests = Counter.build(
                    "attendance_remote_write_requests_total", "Requests by the code of the answer; none without one.")
            .labelNames("status_code")
            .create();
    private final Gauge success = Gauge.build(
                    "attendance_remote_write_last_success_timestamp_seconds", "When the receiver last took samples.")
            .create();
    private volatile boolean used;

    @Activate
    public RemoteFigures() {}

    /** From now on there are figures. */
    void use() {
        for (String outcome : List.of("sent", "refused", "too_old")) {
            // There from the start, so that the first one is an increase.
            samples.labels(outcome);
        }
        used = true;
    }

    void answered(String status) {
        requests.labels(status).inc();
    }

    void sent(int count, Instant at) {
        samples.labels("sent").inc(count);
        success.set(at.toEpochMilli() / MILLIS);
    }

    void refused(int count) {
        samples.labels("refused").inc(count);
    }

    void tooOld(int count) {
        samples.labels("too_old").inc(count);
    }

    /** So many samples of an outcome. */
    double samples(String outcome) {
        return samples.labels(outcome).get();
    }

    @Override
    public List<MetricFamilySamples> collect() {
        if (!used) {
            return List.of();
        }
        List<MetricFamilySamples> families = new ArrayList<>(samples.collect());
        families.addAll(requests.collect());
        families.addAll(success.collect());
        return families;
    }
}
