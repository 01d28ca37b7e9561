package rollcall.alerts.endpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import rollcall.alert.Alert;
import rollcall.alert.Notice;
import rollcall.alert.Pending;

/** Alerts as JSON. */
final class AlertFields {
    private AlertFields() {}

    static void alert(JsonGenerator json, Alert alert) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", alert.type());
        json.writeStringField("source", alert.source());
        json.writeStringField("device", alert.device());
        json.writeStringField("severity", alert.severity().word());
        json.writeStringField("state", word(alert.state()));
        json.writeStringField("message", alert.message());
        json.writeObjectFieldStart("details");
        for (Map.Entry<String, String> parameter : alert.parameters().entrySet()) {
            json.writeStringField(parameter.getKey(), parameter.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("steps");
        for (String step : alert.steps()) {
            json.writeString(step);
        }
        json.writeEndArray();
        json.writeStringField("since", alert.startedAt().toString());
        json.writeStringField("seen", alert.seenAt().toString());
        json.writeNumberField("occurrences", alert.occurrences());
        json.writeStringField("acknowledged_by", alert.acknowledgedBy());
        json.writeStringField("runbook", "runbook.md#" + alert.type().toLowerCase(Locale.ROOT));
        json.writeEndObject();
    }

    static void event(JsonGenerator json, Notice notice) throws IOException {
        json.writeStartObject();
        json.writeStringField("event", word(notice.kind()));
        json.writeStringField("at", notice.at().toString());
        json.writeStringField("text", notice.text());
        json.writeStringField("type", notice.alert().type());
        json.writeStringField("source", notice.alert().source());
        json.writeStringField("severity", notice.alert().severity().word());
        json.writeEndObject();
    }

    static void refused(JsonGenerator json, Pending row) throws IOException {
        json.writeStartObject();
        json.writeStringField("channel", row.channel());
        json.writeStringField("answer", row.answer());
        json.writeStringField("at", row.at().toString());
        json.writeStringField("event", word(row.kind()));
        json.writeStringField("type", row.alert().type());
        json.writeStringField("source", row.alert().source());
        json.writeEndObject();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
