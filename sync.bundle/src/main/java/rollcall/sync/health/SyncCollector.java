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

    /** In the order of the predecessor's numbers. */
    private static final List<String> BREAKER_STATES = List.of("closed", "open", "half_open");

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
        families.addAll(breakers(drains.states()));
        families.add(lastSuccess(drains.states()));
        families.add(new GaugeMetricFamily(
                "system_online_status",
                "1 while a far end on the network answers or none was tried, else 0.",
                drains.offline() ? 0 : 1));
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

    /** As the predecessor had them, in one figure, and as a set of states, which can be summed. */
    private static List<MetricFamilySamples> breakers(List<DrainState> drains) {
        GaugeMetricFamily numbered = new GaugeMetricFamily(
                "system_circuit_breaker_status",
                "State of a circuit breaker: 0 closed, 1 open, 2 half open.",
                List.of("service"));
        GaugeMetricFamily named = new GaugeMetricFamily(
                "attendance_circuit_breaker_state",
                "1 for the state a circuit breaker is in, 0 for the others.",
                List.of("service", "state"));
        for (DrainState drain : drains) {
            numbered.addMetric(List.of(drain.target()), BREAKER_STATES.indexOf(drain.breaker()));
            for (String state : BREAKER_STATES) {
                named.addMetric(List.of(drain.target(), state), state.equals(drain.breaker()) ? 1 : 0);
            }
        }
        return List.of(numbered, named);
    }

    private static MetricFamilySamples lastSuccess(List<DrainState> drains) {
        GaugeMetricFamily family = new GaugeMetricFamily(
                "attendance_cloud_last_success_timestamp_seconds",
                "When a far end last acknowledged something since the start; missing if it has not.",
                List.of("target"));
        drains.forEach(drain -> drain.lastSuccess()
                .ifPresent(at -> family.addMetric(List.of(drain.target()), at.toEpochMilli() / MILLIS)));
        return family;
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
