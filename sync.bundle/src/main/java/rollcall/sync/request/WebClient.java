package rollcall.sync.request;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Asks one far end over HTTP, counts what it answers, follows no redirect, and waits for the last byte of an answer for a
 * bounded time. Of one thread.
 */
public final class WebClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final String service;
    private final Duration patience;
    private final Requests requests;
    private final HttpClient client;

    /**
     * A client.
     *
     * @param service the label of its requests
     * @param trust whom it trusts instead of the system's authorities
     * @param patience for one answer, to its last byte
     */
    public WebClient(String service, Optional<SSLContext> trust, Duration patience, Requests requests) {
        this.service = service;
        this.patience = patience;
        this.requests = requests;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        trust.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /**
     * Sends a request.
     *
     * @throws IOException if there is no whole answer in time; its message names the host and holds no address
     */
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return requests.count(service, request.method(), () -> patiently(request, handler));
    }

    /** The client's own timeout ends with the headers of an answer; this one with its last byte. */
    private <T> HttpResponse<T> patiently(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        String host = request.uri().getHost();
        CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, handler);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("no answer from " + host + ": " + text(cause), cause);
        } catch (TimeoutException e) {
            throw new IOException("no answer from " + host + " within " + patience.toSeconds() + " s", e);
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
