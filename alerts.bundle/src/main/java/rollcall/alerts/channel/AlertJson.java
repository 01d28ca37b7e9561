package rollcall.alerts.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import rollcall.alert.Alert;
import rollcall.alert.Notice;

/** JSON, and the predecessor's form of an alert. */
final class AlertJson {
    private static final JsonFactory JSON = new JsonFactory();

    private AlertJson() {}

    /** Writes some fields. */
    @FunctionalInterface
    interface Fields {
        void to(JsonGenerator json) throws IOException;
    }

    static String text(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            fields.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot fail to be written", e);
        }
        return text.toString();
    }

    /** The predecessor's six fields, in its order; its time is local and without a zone. */
    static void predecessor(JsonGenerator json, Alert alert, String message) throws IOException {
        json.writeStringField("alert_type", alert.type().toLowerCase(Locale.ROOT));
        json.writeStringField("severity", alert.severity().word());
        json.writeStringField("message", message);
        json.writeStringField("component", alert.source());
        json.writeStringField(
                "timestamp",
                LocalDateTime.ofInstant(alert.seenAt(), ZoneId.systemDefault())
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString());
        json.writeObjectFieldStart("details");
        parameters(json, alert.parameters());
        json.writeEndObject();
    }

    /** An event: the predecessor's fields, then more. */
    static void event(JsonGenerator json, Notice notice) throws IOException {
        predecessor(json, notice.alert(), notice.text());
        json.writeStringField("event", notice.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("device", notice.alert().device());
        json.writeStringField("fingerprint", notice.alert().fingerprint());
        json.writeNumberField("occurrences", notice.alert().occurrences());
        json.writeStringField("runbook", notice.link());
    }

    /** Numbers as numbers. */
    static void parameters(JsonGenerator json, Map<String, String> parameters) throws IOException {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            if (parameter.getValue().matches("-?(0|[1-9]\\d{0,17})")) {
                json.writeNumberField(parameter.getKey(), Long.parseLong(parameter.getValue()));
            } else {
                json.writeStringField(parameter.getKey(), parameter.getValue());
            }
        }
    }
}
