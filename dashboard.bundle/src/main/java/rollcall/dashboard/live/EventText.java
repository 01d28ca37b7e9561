package rollcall.dashboard.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import rollcall.camera.CameraState;
import rollcall.camera.SessionView;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.Scan;
import rollcall.scan.Student;
import rollcall.store.Ledger;
import rollcall.store.Queue;
import rollcall.store.Totals;

/**
 * Writes server-sent events (HTML living standard, 9.2). The data is one line of JSON in ASCII, so no code on a card can
 * end it early.
 */
final class EventText {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private EventText() {}

    /**
     * What the page shows of the ledger.
     *
     * @param today the account of today
     * @param audited what the last full audit could not account for
     */
    record Account(Ledger.Day today, long audited) {
        long unaccounted() {
            return Math.max(today.unaccounted(), audited);
        }
    }

    /**
     * A scan.
     *
     * @param named whether who reads it may know names
     */
    static String scan(Scan scan, boolean named) throws IOException {
        StringWriter data = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(data)) {
            json.writeStartObject();
            json.writeNumberField("row", scan.row());
            json.writeStringField("id", scan.id().toString());
            json.writeStringField("code", scan.code());
            json.writeStringField(
                    "name",
                    scan.student().filter(student -> named).map(Student::name).orElse(""));
            json.writeStringField(
                    "section", scan.student().map(Student::section).orElse(""));
            json.writeBooleanField("listed", scan.student().isPresent());
            if (scan.decision() instanceof Accepted accepted) {
                json.writeStringField("status", "accepted");
                json.writeStringField("direction", accepted.direction().name());
                json.writeBooleanField("late", accepted.late());
            } else if (scan.decision() instanceof Duplicate duplicate) {
                json.writeStringField("status", "duplicate");
                json.writeStringField("direction", duplicate.direction().name());
            } else if (scan.decision() instanceof Rejected rejected) {
                json.writeStringField("status", "refused");
                json.writeStringField("reason", rejected.reason().name());
            }
            json.writeStringField("capturedAt", scan.capturedAt().toString());
            json.writeEndObject();
        }
        return "id: " + scan.row() + "\nevent: scan\ndata: " + data + "\n\n";
    }

    static String state(Optional<CameraState> camera, Totals totals, Queue queue, Account account) throws IOException {
        StringWriter data = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(data)) {
            json.writeStartObject();
            json.writeStringField(
                    "phase", camera.map(state -> state.phase().name()).orElse("AWAY"));
            json.writeStringField("source", camera.map(CameraState::source).orElse(""));
            json.writeStringField(
                    "message",
                    camera.map(CameraState::message).orElse("the camera is being replaced or did not start"));
            json.writeStringField(
                    "lastFrame",
                    camera.flatMap(CameraState::lastFrame)
                            .map(Instant::toString)
                            .orElse(""));
            json.writeNumberField("acceptedToday", totals.acceptedToday());
            json.writeNumberField("lateToday", totals.lateToday());
            json.writeNumberField("duplicatesToday", totals.duplicatesToday());
            json.writeNumberField("refusedToday", totals.rejectedToday());
            json.writeNumberField("pending", queue.pending());
            Ledger.Day today = account.today();
            json.writeObjectFieldStart("ledger");
            json.writeNumberField("accepted", today.accepted());
            json.writeNumberField("stored", today.stored());
            json.writeNumberField("pending", today.pending());
            json.writeNumberField("acked", today.acked());
            json.writeNumberField("quarantined", today.quarantined());
            json.writeNumberField("unaccounted", account.unaccounted());
            json.writeEndObject();
            json.writeEndObject();
        }
        return "event: state\ndata: " + data + "\n\n";
    }

    /** What the person before the camera is told; nothing while nobody can be served. */
    static String session(Optional<SessionView> session, boolean named) throws IOException {
        StringWriter data = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(data)) {
            json.writeStartObject();
            json.writeStringField("state", session.map(SessionView::state).orElse(""));
            json.writeStringField("hint", session.map(SessionView::hint).orElse(""));
            json.writeStringField("text", session.map(SessionView::text).orElse(""));
            json.writeNumberField("progress", session.map(SessionView::progress).orElse(0.0));
            json.writeStringField(
                    "name",
                    session.flatMap(SessionView::name).filter(name -> named).orElse(""));
            json.writeEndObject();
        }
        return "event: session\ndata: " + data + "\n\n";
    }
}
