package rollcall.alerts.desk;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.alert.Severity;

/** Figures about alerts: how many are active, what became of notices, what was not told and why. */
@Component(service = Collector.class)
public final class AlertCollector extends Collector {
    private final AlertsComponent alerts;

    @Activate
    public AlertCollector(@Reference AlertsComponent alerts) {
        this.alerts = alerts;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily active =
                new GaugeMetricFamily("attendance_alerts_active", "Alerts that are not resolved", List.of("severity"));
        for (Severity severity : Severity.values()) {
            long count = alerts.active().stream()
                    .filter(alert -> alert.isActive() && alert.severity() == severity)
                    .count();
            active.addMetric(List.of(severity.word()), (double) count);
        }
        CounterMetricFamily notices = new CounterMetricFamily(
                "attendance_alert_notifications_total",
                "Notices given to a channel, by what came of it",
                List.of("channel", "result"));
        alerts.figures().deliveries().forEach((labels, count) -> notices.addMetric(labels, (double) count));
        CounterMetricFamily suppressed = new CounterMetricFamily(
                "attendance_alerts_suppressed_total", "Alerts not told, by reason", List.of("reason"));
        alerts.figures().suppressed().forEach((reason, count) -> suppressed.addMetric(List.of(reason), (double) count));
        return List.of(active, notices, suppressed);
    }
}
