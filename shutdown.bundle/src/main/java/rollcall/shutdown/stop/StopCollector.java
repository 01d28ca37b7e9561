package rollcall.shutdown.stop;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import rollcall.shutdown.LastStop;

/** How runs of this terminal ended, counted by the launcher over all of them, and how long the last stop took. */
@Component(service = Collector.class)
public final class StopCollector extends Collector {
    private static final double MILLIS = 1_000;

    private final String ends;
    private final String millis;

    @Activate
    public StopCollector(BundleContext context) {
        this(
                String.valueOf(context.getProperty("rollcall.stops")),
                String.valueOf(context.getProperty("rollcall.laststop.millis")));
    }

    StopCollector(String ends, String millis) {
        this.ends = ends;
        this.millis = millis;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        CounterMetricFamily stops = new CounterMetricFamily(
                "attendance_runs_ended",
                "Runs of this terminal by how they ended, this one not counted.",
                List.of("end"));
        for (LastStop end : LastStop.values()) {
            if (end != LastStop.NONE) {
                stops.addMetric(List.of(end.words().replace(' ', '_')), count(end.words()));
            }
        }
        GaugeMetricFamily last = new GaugeMetricFamily(
                "attendance_last_stop_duration_seconds",
                "How long the last stop took, 0 if there was none.",
                number(millis) / MILLIS);
        return List.of(stops, last);
    }

    /** Of {@code clean=3,power cut=1}. */
    private double count(String words) {
        for (String one : ends.split(",", -1)) {
            if (one.startsWith(words + "=")) {
                return number(one.substring(words.length() + 1));
            }
        }
        return 0;
    }

    private static double number(String text) {
        return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
    }
}
