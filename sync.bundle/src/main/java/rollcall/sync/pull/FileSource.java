package rollcall.sync.pull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file on a web server, fetched when its {@code ETag} or the time of its last change is another. */
final class FileSource implements Source {
    private static final String TAG = "ETag";
    private static final String CHANGED = "Last-Modified";

    private final Web web;
    private final URI address;

    FileSource(Web web, URI address) {
        this.web = web;
        this.address = address;
    }

    @Override
    public Optional<Found> fetch(String mark) throws IOException, InterruptedException {
        Map<String, String> condition = Map.of();
        if (mark.startsWith(TAG + " ")) {
            condition = Map.of("If-None-Match", mark.substring(TAG.length() + 1));
        } else if (mark.startsWith(CHANGED + " ")) {
            condition = Map.of("If-Modified-Since", mark.substring(CHANGED.length() + 1));
        }
        HttpResponse<String> answer = web.get(address, condition);
        if (answer.statusCode() == 304) {
            if (condition.isEmpty()) {
                throw new IOException("HTTP 304 though nothing was asked for by a condition");
            }
            return Optional.empty();
        }
        if (answer.statusCode() != 200) {
            throw new IOException("HTTP " + answer.statusCode());
        }
        return Optional.of(new Found(
                List.of(answer.body()),
                mark(answer, TAG).or(() -> mark(answer, CHANGED)).orElse("")));
    }

    /** Only what can be sent back as it came. */
    private static Optional<String> mark(HttpResponse<String> answer, String header) {
        return answer.headers()
                .firstValue(header)
                .filter(value -> value.matches("[\\x20-\\x7e]{1,200}"))
                .map(value -> header + " " + value);
    }
}
