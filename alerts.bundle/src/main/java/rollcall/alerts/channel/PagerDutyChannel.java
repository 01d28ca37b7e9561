package rollcall.alerts.channel;

import rollcall.alert.Alert;
import rollcall.alert.AlertChannel;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

/** Events of PagerDuty's Events API version 2; the dedup key is the alert's fingerprint. */
final class PagerDutyChannel implements AlertChannel {
    private final Post post;
    private final String routingKey;

    PagerDutyChannel(Target target, String routingKey) {
        if (!routingKey.matches("[A-Za-z0-9]{32}")) {
            throw new IllegalArgumentException("alerts.pagerduty.routing_key: 32 letters and digits are allowed");
        }
        this.post = new Post(target);
        this.routingKey = routingKey;
    }

    @Override
    public String name() {
        return "pagerduty";
    }

    @Override
    public Severity least() {
        return Severity.ERROR;
    }

    @Override
    public int mostAnHour() {
        return 600;
    }

    @Override
    public Grouping grouping() {
        return Grouping.SINGLE;
    }

    @Override
    public Delivery deliver(Notice notice) throws InterruptedException {
        Alert alert = notice.alert();
        String body = AlertJson.text(json -> {
            json.writeStartObject();
            json.writeStringField("routing_key", routingKey);
            json.writeStringField("event_action", action(notice.kind()));
            json.writeStringField("dedup_key", "att/" + alert.device() + "/" + alert.type() + "/" + alert.source());
            json.writeObjectFieldStart("payload");
            json.writeStringField("summary", notice.text());
            json.writeStringField("source", alert.device());
            json.writeStringField("severity", alert.severity().word());
            json.writeStringField("timestamp", alert.startedAt().toString());
            json.writeStringField("component", alert.source());
            json.writeStringField("class", alert.type());
            json.writeObjectFieldStart("custom_details");
            AlertJson.parameters(json, alert.parameters());
            json.writeStringField("runbook", notice.link());
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
        });
        return post.json("", body);
    }

    private static String action(Notice.Kind kind) {
        return switch (kind) {
            case RESOLVED -> "resolve";
            case ACKNOWLEDGED -> "acknowledge";
            case FIRING, SUMMARY, TEST -> "trigger";
        };
    }
}
