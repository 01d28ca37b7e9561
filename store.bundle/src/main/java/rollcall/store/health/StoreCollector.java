package rollcall.store.health;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.scan.Direction;
import rollcall.store.Ledger;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;
import rollcall.store.sqlite.Database;
import rollcall.store.sqlite.ScanCount;
import rollcall.store.sqlite.ScanCount.Outcome;

/** The store's figures, read when they are asked for; a store that does not answer leaves them out. */
@Component(service = Collector.class)
public final class StoreCollector extends Collector {
    private static final System.Logger LOG = System.getLogger("rollcall.store");

    private final ScanStore scans;
    private final Ledger ledger;
    private final ScanCount count;

    @Activate
    public StoreCollector(@Reference Database database, @Reference ScanStore scans, @Reference Ledger ledger) {
        this.scans = scans;
        this.ledger = ledger;
        this.count = new ScanCount(database);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples> families = new ArrayList<>();
        try {
            Instant now = Instant.now();
            long unaccounted =
                    Math.max(ledger.today(now).unaccounted(), ledger.lastAudit().unaccounted());
            families.add(new GaugeMetricFamily(
                    "attendance_records_unaccounted",
                    "Accepted scans that are neither stored nor removed by retention; must be 0.",
                    unaccounted));
            families.add(new GaugeMetricFamily(
                    "attendance_outbox_pending",
                    "Accepted scans not acknowledged yet.",
                    scans.queue().pending()));
            families.add(new GaugeMetricFamily(
                    "attendance_store_rows",
                    "Number of the newest row.",
                    scans.totals(now).lastRow()));
            count.counts().ifPresent(counts -> families.add(scans(counts)));
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "figures of the store are left out: {0}", e.getMessage());
        }
        return families;
    }

    /** By the predecessor's name and labels; a refused code has no direction. */
    private static MetricFamilySamples scans(Map<Outcome, Long> counts) {
        CounterMetricFamily family = new CounterMetricFamily(
                "attendance_scans", "Scans stored, by whether they count.", List.of("status", "scan_type"));
        for (Direction direction : Direction.values()) {
            for (boolean accepted : new boolean[] {true, false}) {
                add(family, new Outcome(accepted, Optional.of(direction)), counts);
            }
        }
        add(family, new Outcome(false, Optional.empty()), counts);
        return family;
    }

    private static void add(CounterMetricFamily family, Outcome outcome, Map<Outcome, Long> counts) {
        family.addMetric(
                List.of(
                        outcome.accepted() ? "success" : "failure",
                        outcome.direction().map(Direction::name).orElse("none")),
                (double) counts.getOrDefault(outcome, 0L));
    }
}
