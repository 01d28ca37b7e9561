package rollcall.dashboard.endpoint;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Figures that other bundles publish, for the pages that show a few of them. May be used from any thread. */
@Component(service = Figures.class)
public final class Figures {
    private static final System.Logger LOG = System.getLogger("rollcall.dashboard");

    private final BundleContext context;

    @Activate
    public Figures(BundleContext context) {
        this.context = context;
    }

    /** The value of a figure, of several the first; empty if nobody tells it. */
    public OptionalDouble value(String name) {
        return value(name, Map.of());
    }

    /** The value of a figure with these labels among its own. */
    public OptionalDouble value(String name, Map<String, String> labels) {
        try {
            for (ServiceReference<Collector> reference : context.getServiceReferences(Collector.class, null)) {
                OptionalDouble value = value(reference, name, labels);
                if (value.isPresent()) {
                    return value;
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter", e);
        }
        return OptionalDouble.empty();
    }

    private OptionalDouble value(ServiceReference<Collector> reference, String name, Map<String, String> labels) {
        Collector collector = context.getService(reference);
        if (collector == null) {
            return OptionalDouble.empty();
        }
        try {
            for (MetricFamilySamples family : collector.collect()) {
                if (name.startsWith(family.name)) {
                    OptionalDouble value = value(family.samples, name, labels);
                    if (value.isPresent()) {
                        return value;
                    }
                }
            }
        } catch (RuntimeException | LinkageError e) {
            // Its bundle may be going at this moment; the figure is missing for once.
            LOG.log(System.Logger.Level.DEBUG, "no figures of one collector", e);
        } finally {
            context.ungetService(reference);
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble value(List<Sample> samples, String name, Map<String, String> labels) {
        return samples.stream()
                .filter(sample -> sample.name.equals(name))
                .filter(sample -> labels.entrySet().stream().allMatch(label -> {
                    int place = sample.labelNames.indexOf(label.getKey());
                    return place >= 0 && sample.labelValues.get(place).equals(label.getValue());
                }))
                .mapToDouble(sample -> sample.value)
                .findFirst();
    }
}
