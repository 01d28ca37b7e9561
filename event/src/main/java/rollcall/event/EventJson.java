package rollcall.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import rollcall.scan.Scan;

/** Scans as JSON objects, all with the same keys, as PostgREST wants them. */
public final class EventJson {
    /** The keys in their order, which are the columns of the table. */
    public static final List<String> KEYS = List.of(
            "event_id",
            "device_id",
            "device_epoch",
            "device_seq",
            "student_code",
            "listed",
            "direction",
            "late",
            "session",
            "captured_at",
            "clock",
            "photo_sha256");

    private static final JsonFactory JSON = new JsonFactory();

    private EventJson() {}

    /** One object. */
    public static byte[] bytes(Scan scan) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            object(json, ScanEvent.of(scan));
        }
        return bytes.toByteArray();
    }

    /** Writes an array. */
    public static void array(OutputStream out, List<Scan> scans) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            array(json, scans);
        }
    }

    /** Writes an object whose one field is the array. */
    public static void object(OutputStream out, String field, List<Scan> scans) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeFieldName(field);
            array(json, scans);
            json.writeEndObject();
        }
    }

    private static void array(JsonGenerator json, List<Scan> scans) throws IOException {
        json.writeStartArray();
        for (Scan scan : scans) {
            object(json, ScanEvent.of(scan));
        }
        json.writeEndArray();
    }

    /** Writes one line for each scan, each ended by a line feed. */
    public static void lines(OutputStream out, List<Scan> scans) throws IOException {
        for (Scan scan : scans) {
            JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            object(json, ScanEvent.of(scan));
            json.writeRaw('\n');
            json.close();
        }
    }

    private static void object(JsonGenerator json, ScanEvent event) throws IOException {
        json.writeStartObject();
        json.writeStringField("event_id", event.id().toString());
        json.writeStringField("device_id", event.device());
        json.writeNumberField("device_epoch", event.epoch());
        json.writeNumberField("device_seq", event.sequence());
        json.writeStringField("student_code", event.code());
        json.writeBooleanField("listed", event.listed());
        json.writeStringField("direction", event.direction());
        json.writeBooleanField("late", event.late());
        json.writeStringField("session", event.session());
        json.writeStringField("captured_at", event.capturedAt().toString());
        json.writeStringField("clock", event.clock().name());
        if (event.photo().isPresent()) {
            json.writeStringField("photo_sha256", event.photo().get());
        } else {
            json.writeNullField("photo_sha256");
        }
        json.writeEndObject();
    }
}
