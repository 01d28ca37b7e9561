package rollcall.alerts.channel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import rollcall.alert.Delivery;
import rollcall.alert.Delivery.Outcome;

/** One HTTP call and what its answer means. Redirects are not followed: they could lead where no call may go. */
final class Post {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration WHOLE = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private final Target target;

    Post(Target target) {
        this.target = target;
    }

    /** Sends to the target, or with a path to that path of it. */
    Delivery send(String path, Map<String, String> headers, String body) throws InterruptedException {
        URI uri = path.isEmpty() ? target.uri() : target.uri().resolve(path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(WHOLE).POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            target.check();
            return meaning(client.send(request.build(), HttpResponse.BodyHandlers.discarding()));
        } catch (RefusedTargetException e) {
            return Delivery.refused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            // The kind says enough; a message may hold the address.
            return Delivery.retry("no answer: " + e.getClass().getSimpleName());
        }
    }

    /** Sends JSON without a login. */
    Delivery json(String path, String body) throws InterruptedException {
        return send(path, Map.of("Content-Type", "application/json"), body);
    }

    private static Delivery meaning(HttpResponse<Void> response) {
        int code = response.statusCode();
        String answer = "HTTP " + code;
        if (code >= 200 && code < 300) {
            return Delivery.delivered(answer);
        }
        if (code >= 500 || code == 429 || code == 408) {
            return new Delivery(Outcome.RETRY, answer, pause(response.headers().firstValue("Retry-After")));
        }
        return Delivery.refused(answer);
    }

    /** Seconds; the form with a date is taken for nothing, because the terminal's clock may be wrong. */
    private static Duration pause(Optional<String> header) {
        return header.map(String::trim)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
    }
}
