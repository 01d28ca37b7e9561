package rollcall.sync.postgrest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import rollcall.scan.Scan;
import rollcall.sync.Delivery;
import rollcall.sync.SyncTarget;
import rollcall.sync.event.EventJson;
import rollcall.sync.request.Requests;

/** A {@link SyncTarget} that inserts into a table behind PostgREST; a batch is one statement there. */
public final class RestTarget implements SyncTarget {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 64 << 10;

    private final URI address;
    private final Settings settings;
    private final HttpClient client;
    private final Clock clock;
    private final Requests requests;

    /** Why nothing is sent any more: the table would keep a row twice. */
    private @Nullable Delivery unsafe;

    /**
     * Where to and how.
     *
     * @param base address of the REST interface, such as {@code https://project.supabase.co/rest/v1}
     * @param table the table, letters, digits and underscores
     * @param key the project's public key for header {@code apikey}; empty for none
     * @param token what proves who this terminal is, for header {@code Authorization}; empty for none
     * @param gzip whether the far end takes compressed requests
     * @param patience for one answer, to its last byte
     */
    public record Settings(URI base, String table, String key, String token, boolean gzip, Duration patience) {
        public Settings {
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
            return "table " + table + " at " + base.getHost();
        }
    }

    public RestTarget(Settings settings, Optional<SSLContext> trust, Clock clock, Requests requests) {
        this.requests = requests;
        this.settings = settings;
        this.clock = clock;
        String base = settings.base().toString();
        this.address = URI.create((base.endsWith("/") ? base : base + "/") + settings.table()
                + "?on_conflict=event_id&columns=" + String.join(",", EventJson.KEYS));
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        trust.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    @Override
    public String name() {
        return "postgrest";
    }

    @Override
    public Delivery deliver(List<Scan> batch) throws IOException, InterruptedException {
        if (unsafe != null) {
            return unsafe;
        }
        HttpResponse<String> answer = sendCounted(request(batch));
        Delivery delivery = RestAnswer.meaning(answer, clock);
        if (answer.statusCode() == 201 && delivery instanceof Delivery.Closed) {
            unsafe = delivery;
        }
        return delivery;
    }

    private HttpResponse<String> sendCounted(HttpRequest request) throws IOException, InterruptedException {
        return requests.count(name(), "POST", () -> send(request));
    }

    private HttpRequest request(List<Scan> batch) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (settings.gzip()) {
            EventJson.array(new GZIPOutputStream(body), batch);
        } else {
            EventJson.array(body, batch);
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(address)
                .timeout(settings.patience())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("Prefer", RestAnswer.IGNORE_DUPLICATES + ", return=minimal")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
        if (settings.gzip()) {
            builder.header("Content-Encoding", "gzip");
        }
        if (!settings.key().isEmpty()) {
            builder.header("apikey", settings.key());
        }
        if (!settings.token().isEmpty()) {
            builder.header("Authorization", "Bearer " + settings.token());
        }
        return builder.build();
    }

    /** The client's own timeout ends with the headers of an answer; this one with its last byte. */
    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, info -> new Limited(LONGEST_ANSWER));
        try {
            return answer.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("no answer from " + address.getHost() + ": " + text(cause), cause);
        } catch (TimeoutException e) {
            throw new IOException(
                    "no answer from " + address.getHost() + " within "
                            + settings.patience().toSeconds() + " s",
                    e);
        } finally {
            // Of no effect on one that is complete; frees the connection of one that is not.
            answer.cancel(true);
        }
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
