package rollcall.alerts.channel;

import java.time.Clock;
import java.time.Duration;
import rollcall.alert.Alert;
import rollcall.alert.AlertChannel;
import rollcall.alert.AlertState;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

/** Alerts posted to a Prometheus Alertmanager, API version 2. */
final class AlertmanagerChannel implements AlertChannel {
    /** A firing alert ends there by itself this long after it was posted last. */
    private static final Duration LIFE = Duration.ofHours(5);

    private final Post post;
    private final Clock clock;

    AlertmanagerChannel(Target target, Clock clock) {
        this.post = new Post(target);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "alertmanager";
    }

    @Override
    public Severity least() {
        return Severity.INFO;
    }

    @Override
    public boolean isQuietAtNight() {
        return false;
    }

    @Override
    public int mostAnHour() {
        return 0;
    }

    @Override
    public Grouping grouping() {
        return Grouping.LIST;
    }

    @Override
    public Delivery deliver(Notice notice) throws InterruptedException {
        String body = AlertJson.text(json -> {
            json.writeStartArray();
            for (Alert alert : notice.alerts()) {
                boolean over = alert.state() == AlertState.RESOLVED;
                json.writeStartObject();
                json.writeObjectFieldStart("labels");
                json.writeStringField("alertname", alert.type());
                // The severity is no label: one that rises would be another alert.
                json.writeStringField("instance", alert.device());
                json.writeStringField("component", alert.source());
                json.writeEndObject();
                json.writeObjectFieldStart("annotations");
                json.writeStringField("summary", alert.message());
                json.writeStringField("severity", alert.severity().word());
                json.writeStringField("runbook", notice.link());
                json.writeEndObject();
                json.writeStringField("startsAt", alert.startedAt().toString());
                json.writeStringField(
                        "endsAt", (over ? clock.instant() : clock.instant().plus(LIFE)).toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
        return post.json("/api/v2/alerts", body);
    }
}
