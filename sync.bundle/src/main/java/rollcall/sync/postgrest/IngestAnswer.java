package rollcall.sync.postgrest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.sync.Delivery;

/**
 * What the function {@code ingest_attendance} answered, such as {@code {"events": 3, "stored": 2, "refused": {"ID":
 * "conflict_seq"}}}; every scan it does not refuse is there, since now or since before.
 */
final class IngestAnswer {
    private static final int OK = 200;
    private static final int LONGEST_REASON = 100;
    private static final JsonFactory JSON = new JsonFactory();

    private IngestAnswer() {}

    static Delivery meaning(HttpResponse<String> answer, List<Scan> batch, Clock clock) throws IOException {
        if (answer.statusCode() != OK) {
            return RestAnswer.meaning(answer, clock);
        }
        Map<String, ScanId> sent =
                batch.stream().map(Scan::id).collect(Collectors.toMap(ScanId::toString, scan -> scan));
        Map<ScanId, String> refused = new HashMap<>();
        long events = -1;
        try (JsonParser json = JSON.createParser(answer.body())) {
            expect(json, JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("events")) {
                    events = json.getValueAsLong(-1);
                } else if (name.equals("refused")) {
                    refusals(json, sent, refused);
                } else {
                    json.skipChildren();
                }
            }
        }
        if (events != batch.size()) {
            throw new IOException("HTTP 200 that does not tell of " + batch.size()
                    + " scans as ingest_attendance does; is this network behind a login page?");
        }
        return refused.isEmpty() ? new Delivery.Acknowledged() : new Delivery.RefusedRows(refused);
    }

    private static void refusals(JsonParser json, Map<String, ScanId> sent, Map<ScanId, String> refused)
            throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            ScanId id = sent.get(json.currentName());
            if (id == null) {
                throw new IOException("ingest_attendance refused a scan that it was not sent");
            }
            expect(json, JsonToken.VALUE_STRING);
            String reason = json.getText();
            refused.put(id, reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
        }
    }

    private static void expect(JsonParser json, JsonToken token) throws IOException {
        if (json.nextToken() != token) {
            throw new IOException("HTTP 200 that is not of ingest_attendance; is this network behind a login page?");
        }
    }
}
