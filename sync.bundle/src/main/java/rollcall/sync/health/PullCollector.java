package rollcall.sync.health;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.School;
import rollcall.store.StoreException;
import rollcall.sync.pull.Pulls;

/** The figures of fetching, read when they are asked for; a store that does not answer leaves its part out. */
@Component(service = Collector.class)
public final class PullCollector extends Collector {
    private static final System.Logger LOG = System.getLogger("rollcall.sync");
    private static final double MILLIS = 1e3;

    private final Pulls pulls;
    private final School school;

    @Activate
    public PullCollector(@Reference Pulls pulls, @Reference School school) {
        this.pulls = pulls;
        this.school = school;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples> families = new ArrayList<>();
        GaugeMetricFamily looked = new GaugeMetricFamily(
                "attendance_pull_last_success_timestamp_seconds",
                "When the far end's roster or schedule was last looked at since the start; missing if it was not.",
                List.of("what"));
        pulls.states()
                .forEach(state -> state.lastSuccess()
                        .ifPresent(at -> looked.addMetric(List.of(state.what()), at.toEpochMilli() / MILLIS)));
        families.add(looked);
        try {
            School.Standing standing = school.standing();
            families.add(new GaugeMetricFamily(
                    "attendance_roster_students", "Students on the roster in force.", standing.students()));
            families.add(new GaugeMetricFamily(
                    "attendance_roster_held_missing",
                    "Students that a roster lacks which waits to be accepted; 0 if none waits.",
                    standing.held().map(School.Held::gone).orElse(0)));
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "figures of the roster are left out: {0}", e.getMessage());
        }
        return families;
    }
}
