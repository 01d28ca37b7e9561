package rollcall.sync.pull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import rollcall.sync.postgrest.Limited;
import rollcall.sync.request.Requests;

/** Gets texts from one host. Errors name the host and the status, never the address, a token or anything of a text. */
final class Web {
    /** More than the roster of any school, less than the heap. */
    static final int LONGEST = 8 << 20;

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int NOT_MODIFIED = 304;

    private final HttpClient client;
    private final Duration patience;
    private final Map<String, String> login;
    private final Requests requests;

    /**
     * Asks nobody yet.
     *
     * @param trust what certificates are held against; the system's authorities if empty
     * @param login headers that prove who this terminal is
     * @param patience for one answer, to its last byte
     */
    Web(Optional<SSLContext> trust, Map<String, String> login, Duration patience, Requests requests) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        trust.ifPresent(builder::sslContext);
        this.client = builder.build();
        this.login = login;
        this.patience = patience;
        this.requests = requests;
    }

    /** The answer, if it is one that can be used: 200, 206, or 304 where {@code headers} ask for it. */
    HttpResponse<String> get(URI address, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(patience).header("Accept", "text/csv, application/json");
        login.forEach(request::header);
        headers.forEach(request::header);
        HttpResponse<String> answer = requests.count("pull", "GET", () -> send(request.build()));
        check(answer);
        return answer;
    }

    private static void check(HttpResponse<String> answer) throws IOException {
        int status = answer.statusCode();
        if (status == NOT_MODIFIED) {
            return;
        }
        if (status >= 300 && status < 400) {
            throw new IOException("redirected, which is not followed; is this network behind a login page?");
        }
        if (status == 401 || status == 403) {
            throw new IOException("HTTP " + status + "; look at the token in secrets/");
        }
        if (status != 200 && status != 206) {
            throw new IOException("HTTP " + status);
        }
        boolean html = answer.headers()
                        .firstValue("Content-Type")
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .contains("html")
                || answer.body().stripLeading().startsWith("<");
        if (html) {
            throw new IOException("a web page came instead; is this network behind a login page?");
        }
    }

    /** The client's own timeout ends with the headers of an answer; this one with its last byte. */
    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, info -> new Limited(LONGEST));
        String host = request.uri().getHost();
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            throw new IOException("no answer from " + host + ": " + message, cause);
        } catch (TimeoutException e) {
            throw new IOException("no answer from " + host + " within " + patience.toSeconds() + " s", e);
        } finally {
            // Of no effect on one that is complete; frees the connection of one that is not.
            answer.cancel(true);
        }
    }
}
