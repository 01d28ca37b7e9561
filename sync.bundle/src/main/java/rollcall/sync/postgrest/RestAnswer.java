package rollcall.sync.postgrest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import rollcall.sync.Delivery;

/** What an answer of PostgREST means; anything that is not recognisably its own is no answer. */
final class RestAnswer {
    /** The preference that makes repeating harmless; without it a row that is sent twice would be there twice. */
    static final String IGNORE_DUPLICATES = "resolution=ignore-duplicates";

    /** Errors that every row would meet: column, table or unique constraint missing. */
    private static final Set<String> MISFIT = Set.of("PGRST204", "PGRST205", "PGRST106", "42703", "42P01", "42P10");

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int LONGEST_REASON = 300;
    private static final JsonFactory JSON = new JsonFactory();

    private RestAnswer() {}

    static Delivery meaning(HttpResponse<String> answer, Clock clock) throws IOException {
        int status = answer.statusCode();
        checkRedirect(answer);
        if (status == 408 || status == 429 || status >= 500) {
            return new Delivery.Later(
                    retryAfter(answer, clock),
                    "HTTP " + status + problem(answer.body()).text());
        }
        boolean html = contentType(answer).contains("html");
        if (status == 200 || status == 201) {
            return stored(answer, html);
        }
        if (!contentType(answer).contains("json")) {
            throw new IOException("HTTP " + status + " that is not of PostgREST; is this network behind a login page,"
                    + " is sync.postgrest.url right?");
        }
        Problem problem = problem(answer.body());
        String reason = "HTTP " + status + problem.text();
        boolean closed = status == 401 || status == 403 || status == 404 || MISFIT.contains(problem.code());
        return closed ? new Delivery.Closed(reason) : new Delivery.Refused(reason);
    }

    private static void checkRedirect(HttpResponse<?> answer) throws IOException {
        if (answer.statusCode() >= 300 && answer.statusCode() < 400) {
            throw new IOException("redirected to " + host(answer) + ", which is not followed; is this network behind a"
                    + " login page?");
        }
    }

    /** That an answer is of PostgREST, whatever it says. */
    static void checkOrigin(HttpResponse<?> answer) throws IOException {
        checkRedirect(answer);
        if (answer.statusCode() < 500 && !contentType(answer).contains("json")) {
            throw new IOException("HTTP " + answer.statusCode() + " that is not of PostgREST; is this network behind a"
                    + " login page?");
        }
    }

    private static Delivery stored(HttpResponse<String> answer, boolean html) throws IOException {
        boolean applied = answer.headers().allValues("Preference-Applied").stream()
                .anyMatch(value -> value.contains(IGNORE_DUPLICATES));
        if (applied) {
            return new Delivery.Acknowledged();
        }
        if (html || answer.statusCode() == 200) {
            throw new IOException(
                    "HTTP " + answer.statusCode() + " that is not of PostgREST; is this network behind a login page?");
        }
        return new Delivery.Closed("it did not promise to ignore duplicates; give the table a primary key event_id as"
                + " in cnf/sync/supabase.sql");
    }

    private static String host(HttpResponse<?> answer) {
        String location = answer.headers().firstValue("Location").orElse("nowhere");
        try {
            return String.valueOf(URI.create(location).getHost());
        } catch (IllegalArgumentException e) {
            return "an address that is none";
        }
    }

    private static String contentType(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    }

    /** The header's seconds or date, at most an hour, so that a wrong one does not end the sending. */
    private static Optional<Duration> retryAfter(HttpResponse<String> answer, Clock clock) {
        return answer.headers().firstValue("Retry-After").flatMap(text -> wait(text.strip(), clock));
    }

    private static Optional<Duration> wait(String text, Clock clock) {
        Duration wait;
        if (text.matches("[0-9]{1,9}")) {
            wait = Duration.ofSeconds(Long.parseLong(text));
        } else {
            try {
                ZonedDateTime at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
                wait = Duration.between(clock.instant(), at.toInstant());
            } catch (DateTimeParseException e) {
                // A header nobody can read asks for nothing; the backoff stands.
                return Optional.empty();
            }
        }
        if (wait.isNegative()) {
            return Optional.of(Duration.ZERO);
        }
        return Optional.of(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    /** The two fields of an error that hold nothing of the row. */
    private record Problem(String code, String message) {
        String text() {
            String text = (code.isEmpty() ? "" : ", " + code) + (message.isEmpty() ? "" : ": " + message);
            return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text;
        }
    }

    private static Problem problem(String body) {
        String code = "";
        String message = "";
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    if (name.equals("code")) {
                        code = json.getValueAsString("");
                    } else if (name.equals("message")) {
                        message = json.getValueAsString("");
                    }
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            // Not JSON to its end: the status says enough.
            return new Problem(code, message);
        }
        return new Problem(code, message);
    }
}
