package rollcall.store.health;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.disk.DiskFigures;
import rollcall.store.disk.DiskState;
import rollcall.store.disk.Housekeeping;
import rollcall.store.photo.PhotoOperations;

/** The disk's figures, read when they are asked for; a disk that cannot be looked at leaves them out. */
@Component(service = Collector.class)
public final class DiskCollector extends Collector {
    private static final System.Logger LOG = System.getLogger("rollcall.store");

    private final Housekeeping housekeeping;
    private final Path data;
    private final PhotoOperations photos;

    @Activate
    public DiskCollector(
            BundleContext context, @Reference Housekeeping housekeeping, @Reference PhotoOperations photos) {
        this.photos = photos;
        this.housekeeping = housekeeping;
        this.data =
                Path.of(String.valueOf(context.getProperty("rollcall.home"))).resolve("data");
    }

    @Override
    public List<MetricFamilySamples> collect() {
        try {
            List<MetricFamilySamples> families = new ArrayList<>(families(housekeeping.figures()));
            families.add(operations(photos, housekeeping.figures().photosRemoved()));
            families.addAll(room(Files.getFileStore(data)));
            return families;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "figures of the disk are left out: {0}", e.getMessage());
            return List.of();
        }
    }

    /** By the predecessor's name and labels. */
    static MetricFamilySamples operations(PhotoOperations photos, long removed) {
        return new CounterMetricFamily(
                        "photo_operations",
                        "Photos kept, lost and removed by retention.",
                        List.of("operation", "status"))
                .addMetric(List.of("save", "success"), (double) photos.keptCount())
                .addMetric(List.of("save", "failure"), (double) photos.failedCount())
                .addMetric(List.of("delete", "success"), (double) removed);
    }

    /** The first two as the predecessor named them. */
    static List<MetricFamilySamples> room(FileStore disk) throws IOException {
        long size = disk.getTotalSpace();
        long free = disk.getUnallocatedSpace();
        long usable = disk.getUsableSpace();
        return List.of(
                room("system_disk_usage_bytes", "Bytes of the disk that are used.", size - free),
                room("system_disk_free_bytes", "Bytes of the disk that are free.", usable),
                room("attendance_filesystem_size_bytes", "Bytes of the disk.", size),
                room("attendance_filesystem_free_bytes", "Bytes of the disk that nobody uses.", free),
                room("attendance_filesystem_avail_bytes", "Bytes of the disk that the terminal may use.", usable));
    }

    private static MetricFamilySamples room(String name, String help, long bytes) {
        return new GaugeMetricFamily(name, help, List.of("path")).addMetric(List.of("data"), (double) bytes);
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
