package rollcall.sync.postgrest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import rollcall.event.EventJson;
import rollcall.scan.Scan;
import rollcall.sync.Delivery;
import rollcall.sync.SyncTarget;
import rollcall.sync.request.Requests;
import rollcall.sync.request.TraceParent;
import rollcall.sync.request.WebClient;

/**
 * A {@link SyncTarget} that inserts into a table behind PostgREST, or hands scans to a function there; a batch is one
 * statement.
 */
public final class RestTarget implements SyncTarget {
    private static final String NAME = "postgrest";
    private static final int LONGEST_ANSWER = 64 << 10;

    private final URI address;
    private final Settings settings;
    private final WebClient client;
    private final Clock clock;

    /** Why nothing is sent any more: the table would keep a row twice. */
    private @Nullable Delivery unsafe;

    /**
     * Where to and how.
     *
     * @param base address of the REST interface, such as {@code https://project.supabase.co/rest/v1}
     * @param table the table, letters, digits and underscores
     * @param function the function to be called instead, such as {@code ingest_attendance}; empty for the table
     * @param key the project's public key for header {@code apikey}; empty for none
     * @param token what proves who this terminal is, for header {@code Authorization}; empty for none
     * @param gzip whether the far end takes compressed requests
     * @param patience for one answer, to its last byte
     */
    public record Settings(
            URI base, String table, String function, String key, String token, boolean gzip, Duration patience) {
        public Settings {
            if (!function.matches("([A-Za-z_][A-Za-z0-9_]{0,62})?")) {
                throw new IllegalArgumentException("sync.postgrest.function = " + function
                        + ": 1 to 63 letters, digits and underscores are allowed, or nothing");
            }
            if (!table.matches("[A-Za-z_][A-Za-z0-9_]{0,62}")) {
                throw new IllegalArgumentException(
                        "sync.postgrest.table = " + table + ": 1 to 63 letters, digits and underscores are allowed");
            }
            if (!(key + token).matches("[\\x21-\\x7e]*")) {
                throw new IllegalArgumentException("the key or token of sync.postgrest holds blanks or line breaks;"
                        + " write it into its file without them");
            }
        }

        @Override
        public String toString() {
            return (calls() ? "function " + function : "table " + table) + " at " + base.getHost();
        }

        private boolean calls() {
            return !function.isEmpty();
        }

        private String path() {
            return calls()
                    ? "rpc/" + function
                    : table + "?on_conflict=event_id&columns=" + String.join(",", EventJson.KEYS);
        }
    }

    public RestTarget(Settings settings, Optional<SSLContext> trust, Clock clock, Requests requests) {
        this.settings = settings;
        this.clock = clock;
        this.address = URI.create(base() + settings.path());
        this.client = new WebClient(NAME, trust, settings.patience(), requests);
    }

    private String base() {
        String base = settings.base().toString();
        return base.endsWith("/") ? base : base + "/";
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Delivery deliver(List<Scan> batch) throws IOException, InterruptedException {
        if (unsafe != null) {
            return unsafe;
        }
        HttpResponse<String> answer = client.send(request(batch), info -> new Limited(LONGEST_ANSWER));
        if (settings.calls()) {
            return IngestAnswer.meaning(answer, batch, clock);
        }
        Delivery delivery = RestAnswer.meaning(answer, clock);
        if (answer.statusCode() == 201 && delivery instanceof Delivery.Closed) {
            unsafe = delivery;
        }
        return delivery;
    }

    /** Whether it has the right to look does not matter: a refusal is an answer, too. */
    @Override
    public boolean probe() throws IOException, InterruptedException {
        URI look = URI.create(base() + settings.table() + "?select=event_id&limit=0");
        HttpResponse<Void> answer = client.send(
                signed(HttpRequest.newBuilder(look))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        RestAnswer.checkOrigin(answer);
        return true;
    }

    private HttpRequest request(List<Scan> batch) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (OutputStream out = settings.gzip() ? new GZIPOutputStream(body) : body) {
            if (settings.calls()) {
                EventJson.object(out, "events", batch);
            } else {
                EventJson.array(out, batch);
            }
        }
        HttpRequest.Builder builder = signed(HttpRequest.newBuilder(address))
                .header("Content-Type", "application/json")
                .header(TraceParent.NAME, TraceParent.of(batch))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
        if (!settings.calls()) {
            builder.header("Prefer", RestAnswer.IGNORE_DUPLICATES + ", return=minimal");
        }
        if (settings.gzip()) {
            builder.header("Content-Encoding", "gzip");
        }
        return builder.build();
    }

    /** With what tells who asks. */
    private HttpRequest.Builder signed(HttpRequest.Builder builder) {
        builder.timeout(settings.patience()).header("Accept", "application/json");
        if (!settings.key().isEmpty()) {
            builder.header("apikey", settings.key());
        }
        if (!settings.token().isEmpty()) {
            builder.header("Authorization", "Bearer " + settings.token());
        }
        return builder;
    }
}
