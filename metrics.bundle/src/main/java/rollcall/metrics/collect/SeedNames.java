package rollcall.metrics.collect;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The predecessor's names of figures that lack the prefix {@code attendance_}, and what they are called here.
 *
 * <p>Families are named as simpleclient names them, counters without {@code _total}.
 */
public final class SeedNames {
    private static final Set<String> DROPPED_LABELS = Set.of("priority");
    private static final Map<String, String> RENAMED_LABELS = Map.of("error_type", "kind");

    /** The same figure under another name. */
    private static final Map<String, String> TWINS = Map.of(
            "cloud_sync_operations", "attendance_sync_operations",
            "cloud_sync_duration_seconds", "attendance_sync_duration_seconds",
            "cloud_sync_queue_size", "attendance_outbox_records",
            "system_online_status", "attendance_cloud_up",
            "system_errors", "attendance_errors",
            "camera_errors", "attendance_camera_errors",
            "network_requests", "attendance_network_requests",
            "network_request_duration_seconds", "attendance_network_request_duration_seconds",
            "photo_operations", "attendance_photo_operations",
            "photo_storage_bytes", "attendance_photo_storage_bytes");

    /** Their owners publish the same fact in another shape themselves. */
    private static final Set<String> ALONE =
            Set.of("system_disk_usage_bytes", "system_disk_free_bytes", "system_circuit_breaker_status");

    private SeedNames() {}

    /** What a family of the predecessor is called here; the name itself if it is none of those. */
    public static String canonical(String family) {
        return TWINS.getOrDefault(family, family);
    }

    /** A family under every name it has to be told by. */
    static List<MetricFamilySamples> named(MetricFamilySamples family, boolean legacyNames) {
        String twin = TWINS.get(family.name);
        if (twin == null) {
            return legacyNames || !ALONE.contains(family.name) ? List.of(family) : List.of();
        }
        MetricFamilySamples canonical = renamed(family, twin);
        return legacyNames ? List.of(family, canonical) : List.of(canonical);
    }

    private static MetricFamilySamples renamed(MetricFamilySamples family, String name) {
        List<Sample> samples = family.samples.stream()
                .map(sample -> renamed(sample, name + sample.name.substring(family.name.length())))
                .toList();
        return new MetricFamilySamples(name, family.unit, family.type, family.help, samples);
    }

    private static Sample renamed(Sample sample, String name) {
        List<String> labels = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < sample.labelNames.size(); i++) {
            String label = sample.labelNames.get(i);
            if (!DROPPED_LABELS.contains(label)) {
                labels.add(RENAMED_LABELS.getOrDefault(label, label));
                values.add(sample.labelValues.get(i));
            }
        }
        return new Sample(name, labels, values, sample.value, sample.exemplar, sample.timestampMs);
    }
}
