package rollcall.store.health;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.disk.DiskFigures;
import rollcall.store.disk.DiskState;
import rollcall.store.disk.Housekeeping;

/** The disk's figures, read when they are asked for; a disk that cannot be looked at leaves them out. */
@Component(service = Collector.class)
public final class DiskCollector extends Collector {
    private static final System.Logger LOG = System.getLogger("rollcall.store");

    private final Housekeeping housekeeping;

    @Activate
    public DiskCollector(@Reference Housekeeping housekeeping) {
        this.housekeeping = housekeeping;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        try {
            return families(housekeeping.figures());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "figures of the disk are left out: {0}", e.getMessage());
            return List.of();
        }
    }

    static List<MetricFamilySamples> families(DiskFigures figures) {
        return List.of(
                new GaugeMetricFamily("photo_storage_bytes", "Bytes of all photos.", figures.photoBytes()),
                new GaugeMetricFamily(
                        "attendance_disk_state", "0 enough room, 1 little, 2 too little.", level(figures.state())),
                new GaugeMetricFamily(
                        "attendance_disk_reserve", "1 if the reserve is whole.", figures.reserve() ? 1 : 0),
                new GaugeMetricFamily(
                        "attendance_disk_written_today_bytes",
                        "Bytes this process had written to disks today.",
                        figures.writtenToday()),
                new GaugeMetricFamily(
                        "attendance_photos_missing", "Scans whose photo is missing.", figures.photosMissing()),
                new CounterMetricFamily(
                        "attendance_photos_removed", "Photos removed by retention.", figures.photosRemoved()),
                new CounterMetricFamily(
                        "attendance_scans_removed", "Scans removed by retention.", figures.rowsRemoved()));
    }

    private static int level(DiskState state) {
        return switch (state) {
            case OK -> 0;
            case WARN -> 1;
            case CRITICAL -> 2;
        };
    }
}
