package rollcall.metrics.machine;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** What runs: versions as labels of a figure that is always 1. */
@Component(service = Collector.class)
public final class BuildCollector extends Collector {
    private static final String OURS = "rollcall.";

    private final BundleContext context;

    @Activate
    public BuildCollector(BundleContext context) {
        this.context = context;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily build = new GaugeMetricFamily(
                "attendance_build_info", "What runs; always 1.", List.of("version", "java", "felix"));
        build.addMetric(
                List.of(
                        context.getBundle().getVersion().toString(),
                        Runtime.version().toString(),
                        context.getBundle(0).getVersion().toString()),
                1);
        GaugeMetricFamily bundles = new GaugeMetricFamily(
                "attendance_bundle_info", "A bundle of the terminal; always 1.", List.of("bundle", "version"));
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName() != null && bundle.getSymbolicName().startsWith(OURS)) {
                bundles.addMetric(
                        List.of(bundle.getSymbolicName(), bundle.getVersion().toString()), 1);
            }
        }
        return List.of(build, bundles);
    }
}
