package rollcall.sync.health;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.Outbox;
import rollcall.store.StoreException;
import rollcall.sync.drain.DrainState;
import rollcall.sync.drain.Drains;

/** The figures of sending, read when they are asked for; a store that does not answer leaves its part out. */
@Component(service = Collector.class)
public final class SyncCollector extends Collector {
    private static final System.Logger LOG = System.getLogger("rollcall.sync");
    private static final double MILLIS = 1e3;

    private final Drains drains;
    private final Outbox outbox;

    @Activate
    public SyncCollector(@Reference Drains drains, @Reference Outbox outbox) {
        this.drains = drains;
        this.outbox = outbox;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples> families = new ArrayList<>(drains.figures().collect());
        GaugeMetricFamily breaker = new GaugeMetricFamily(
                "attendance_sync_breaker_open",
                "1 while the circuit breaker of a far end lets nothing through, else 0.",
                List.of("target"));
        for (DrainState state : drains.states()) {
            breaker.addMetric(List.of(state.target()), state.breaker().equals("open") ? 1 : 0);
        }
        families.add(breaker);
        families.add(new GaugeMetricFamily(
                "attendance_sync_offline",
                "1 while no far end on the network answers, else 0.",
                drains.offline() ? 1 : 0));
        try {
            families.addAll(queues(outbox.targets()));
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "figures of the outbox are left out: {0}", e.getMessage());
        }
        return families;
    }

    private static List<MetricFamilySamples> queues(List<Outbox.Target> targets) {
        GaugeMetricFamily size = new GaugeMetricFamily(
                "cloud_sync_queue_size", "Scans owed to a far end.", List.of("priority", "target"));
        GaugeMetricFamily oldest = new GaugeMetricFamily(
                "attendance_sync_oldest_timestamp_seconds",
                "When the oldest scan that is owed to a far end was captured; missing if none is.",
                List.of("target"));
        GaugeMetricFamily refused = new GaugeMetricFamily(
                "attendance_sync_quarantine", "Scans in quarantine because a far end refused them.", List.of("target"));
        for (Outbox.Target target : targets) {
            size.addMetric(List.of("normal", target.name()), (double) target.pending());
            refused.addMetric(List.of(target.name()), (double) target.quarantined());
            target.oldest().ifPresent(at -> oldest.addMetric(List.of(target.name()), at.toEpochMilli() / MILLIS));
        }
        return List.of(size, oldest, refused);
    }
}
