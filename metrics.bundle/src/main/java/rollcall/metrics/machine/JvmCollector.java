package rollcall.metrics.machine;

import io.prometheus.client.Collector;
import io.prometheus.client.hotspot.BufferPoolsExports;
import io.prometheus.client.hotspot.ClassLoadingExports;
import io.prometheus.client.hotspot.GarbageCollectorExports;
import io.prometheus.client.hotspot.MemoryPoolsExports;
import io.prometheus.client.hotspot.StandardExports;
import io.prometheus.client.hotspot.ThreadExports;
import io.prometheus.client.hotspot.VersionInfoExports;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Process and JVM as Prometheus's own library tells them.
 *
 * <p>Without its count of allocations, whose listener stays at the garbage collector for ever and this bundle's classes with it.
 */
@Component(service = Collector.class)
public final class JvmCollector extends Collector {
    private final List<Collector> parts = List.of(
            new StandardExports(),
            new MemoryPoolsExports(),
            new BufferPoolsExports(),
            new GarbageCollectorExports(),
            new ThreadExports(),
            new ClassLoadingExports(),
            new VersionInfoExports());

    @Activate
    public JvmCollector() {}

    @Override
    public List<MetricFamilySamples> collect() {
        return parts.stream().flatMap(part -> part.collect().stream()).toList();
    }
}
