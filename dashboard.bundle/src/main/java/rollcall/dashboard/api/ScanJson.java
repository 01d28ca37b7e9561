package rollcall.dashboard.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.Scan;
import rollcall.scan.Student;

/** A scan as the API tells it. */
final class ScanJson {
    private ScanJson() {}

    /**
     * Writes the object.
     *
     * @param named whether who asks may know names
     */
    static void write(JsonGenerator json, Scan scan, boolean named) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", scan.id().toString());
        json.writeNumberField("row", scan.row());
        json.writeStringField("code", scan.code());
        if (named) {
            json.writeStringField("name", scan.student().map(Student::name).orElse(""));
        }
        json.writeStringField("section", scan.student().map(Student::section).orElse(""));
        json.writeBooleanField("listed", scan.student().isPresent());
        if (scan.decision() instanceof Accepted accepted) {
            json.writeStringField("outcome", accepted.late() ? "late" : "present");
            json.writeStringField("direction", accepted.direction().name());
            json.writeStringField("session", accepted.session());
        } else if (scan.decision() instanceof Duplicate duplicate) {
            json.writeStringField("outcome", "duplicate");
            json.writeStringField("direction", duplicate.direction().name());
            json.writeStringField("earlier_at", duplicate.earlier().toString());
        } else if (scan.decision() instanceof Rejected rejected) {
            json.writeStringField("outcome", "rejected");
            json.writeStringField("reason", rejected.reason().name());
        }
        json.writeStringField("captured_at", scan.capturedAt().toString());
        json.writeStringField("clock", scan.evidence().clock().name());
        json.writeBooleanField("photo", scan.evidence().photo().isPresent());
        instant(json, "synced_at", scan.syncedAt());
        json.writeEndObject();
    }

    static void instant(JsonGenerator json, String name, Optional<Instant> instant) throws IOException {
        if (instant.isPresent()) {
            json.writeStringField(name, instant.get().toString());
        } else {
            json.writeNullField(name);
        }
    }
}
