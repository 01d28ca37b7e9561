package rollcall.sync.clock;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import rollcall.store.ClockOffsets;
import rollcall.store.ClockOffsets.Measured;
import rollcall.store.DeviceState;
import rollcall.store.StoreException;
import rollcall.sync.request.Requests;

/**
 * Inserts measured clock offsets into table {@code attendance_clock_offset} behind PostgREST, some in each {@link #step}.
 *
 * <p>Rows of scans are never changed there either: who wants the right time joins both tables. How far it came stands in the
 * store; what is sent again is ignored by the table's key. Of one thread.
 */
final class OffsetSender {
    static final String KNOWN = "sync.clock-offsets";

    private static final System.Logger LOG = System.getLogger("rollcall.sync");
    private static final int ROWS = 200;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    /** A person has to make the table, or mend the token. */
    private static final Duration CLOSED = Duration.ofHours(1);

    private static final String IGNORE_DUPLICATES = "resolution=ignore-duplicates";
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient client;
    private final URI address;
    private final Map<String, String> login;
    private final Duration patience;
    private final Requests requests;
    private String said = "";

    /**
     * Sends nothing yet.
     *
     * @param base address of the REST interface
     * @param login headers that prove who this terminal is
     * @param patience for one answer
     */
    OffsetSender(
            URI base, Optional<SSLContext> trust, Map<String, String> login, Duration patience, Requests requests) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        trust.ifPresent(builder::sslContext);
        this.client = builder.build();
        String text = base.toString();
        this.address = URI.create((text.endsWith("/") ? text : text + "/")
                + "attendance_clock_offset?on_conflict=event_id&columns=event_id,device_id,offset_ms,measured_at");
        this.login = login;
        this.patience = patience;
        this.requests = requests;
    }

    /** Sends what is new; returns how long to rest before the next step. */
    Duration step(ClockOffsets offsets, DeviceState memory) throws StoreException, InterruptedException {
        long known = memory.get(KNOWN).map(Long::parseLong).orElse(0L);
        List<Measured> next = offsets.after(known, ROWS);
        if (next.isEmpty()) {
            return IDLE;
        }
        try {
            HttpResponse<Void> answer = requests.count("clock", "POST", () -> send(body(next)));
            boolean applied = answer.headers().allValues("Preference-Applied").stream()
                    .anyMatch(value -> value.contains(IGNORE_DUPLICATES));
            if (answer.statusCode() == 201 && applied) {
                memory.put(KNOWN, String.valueOf(next.get(next.size() - 1).number()));
                said = "";
                return Duration.ZERO;
            }
            int status = answer.statusCode();
            boolean later = status < 400 || status == 408 || status == 429 || status >= 500;
            return failed("HTTP " + status + "; is table attendance_clock_offset there, see cnf/sync?", later);
        } catch (IOException e) {
            return failed("no answer: " + e.getClass().getSimpleName(), true);
        }
    }

    private Duration failed(String problem, boolean later) {
        if (!problem.equals(said)) {
            LOG.log(System.Logger.Level.WARNING, "measured clock offsets wait: {0}", problem);
            said = problem;
        }
        return later ? AFTER_FAILURE : CLOSED;
    }

    private HttpResponse<Void> send(String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .header("Prefer", IGNORE_DUPLICATES + ", return=minimal")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        login.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding());
    }

    private static String body(List<Measured> measured) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (Measured one : measured) {
                json.writeStartObject();
                json.writeStringField("event_id", one.scan().toString());
                json.writeStringField("device_id", one.device());
                json.writeNumberField("offset_ms", one.offset().toMillis());
                json.writeStringField("measured_at", one.at().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return text.toString();
    }
}
