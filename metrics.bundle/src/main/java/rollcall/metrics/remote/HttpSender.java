package rollcall.metrics.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Posts over HTTP. */
final class HttpSender implements Sender {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int SHOWN = 300;

    private final URI address;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    /**
     * Where to.
     *
     * @param token for header {@code Authorization}; empty for none
     */
    HttpSender(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    @Override
    public Answer send(byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Encoding", "snappy")
                .header("Content-Type", "application/x-protobuf")
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .header("User-Agent", "rollcall")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream text = answer.body()) {
            return new Answer(
                    answer.statusCode(),
                    new String(text.readNBytes(SHOWN), StandardCharsets.UTF_8)
                            .replaceAll("\\p{Cntrl}", " ")
                            .strip(),
                    answer.headers().firstValue("Retry-After").flatMap(HttpSender::seconds));
        }
    }

    /** A date, which nobody sends here, counts as nothing said. */
    private static Optional<Duration> seconds(String text) {
        if (!text.strip().matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        Duration pause = Duration.ofSeconds(Long.parseLong(text.strip()));
        return Optional.of(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
}
