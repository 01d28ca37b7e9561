package rollcall.metrics.history;

import io.prometheus.client.Collector;
import io.prometheus.client.Counter;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** What the ring tells of itself. May be used from any thread. */
@Component(service = {HistoryFigures.class, Collector.class})
public final class HistoryFigures extends Collector {
    private final Counter samples = Counter.build(
                    "attendance_history_samples_total", "Times all figures were sampled for the ring.")
            .create();
    private final Counter lost = Counter.build(
                    "attendance_history_lost_samples_total", "Samples the ring did not take in time.")
            .create();

    @Activate
    public HistoryFigures() {}

    void sampled() {
        samples.inc();
    }

    void lost(int count) {
        lost.inc(count);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples> families = new ArrayList<>(samples.collect());
        families.addAll(lost.collect());
        return families;
    }
}
