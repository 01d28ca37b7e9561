package rollcall.store.health;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.Ledger;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;

/** The store's figures, read when they are asked for; a store that does not answer leaves them out. */
@Component(service = Collector.class)
public final class StoreCollector extends Collector {
    private static final System.Logger LOG = System.getLogger("rollcall.store");

    private final ScanStore scans;
    private final Ledger ledger;

    @Activate
    public StoreCollector(@Reference ScanStore scans, @Reference Ledger ledger) {
        this.scans = scans;
        this.ledger = ledger;
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
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "figures of the store are left out: {0}", e.getMessage());
        }
        return families;
    }
}
