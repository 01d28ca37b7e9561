package rollcall.dashboard.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;
import rollcall.await.ServiceAwayException;
import rollcall.store.StoreException;

/**
 * Answers GET and HEAD with a JSON object: two spaces of indent, ASCII only, as the predecessor wrote it.
 *
 * <p>Other methods get 405, an absent service 503 with {@code Retry-After}, and a failure 500 with a number that the log
 * explains; nothing of its text leaves the terminal.
 */
public abstract class JsonServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger("rollcall.dashboard");

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    /** What stands in the braces. */
    @FunctionalInterface
    public interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * A status code and what stands in the braces.
     *
     * @param status the code
     * @param fields the content
     */
    public record Answer(int status, Fields fields) {}

    /** A request that cannot be met as it stands: 400 with one line for people. */
    public static final class BadRequestException extends Exception {
        private static final long serialVersionUID = 1L;

        public BadRequestException(String message) {
            super(message);
        }
    }

    /** Answers one request. */
    protected abstract Answer answer(HttpServletRequest request)
            throws BadRequestException, StoreException, ServiceAwayException, InterruptedException, IOException;

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String method = request.getMethod();
        if (method.equals("GET") || method.equals("HEAD")) {
            send(response, safely(request, response), method.equals("HEAD"));
        } else {
            methodNotAllowed(response);
        }
    }

    private Answer safely(HttpServletRequest request, HttpServletResponse response) {
        try {
            return answer(request);
        } catch (BadRequestException e) {
            return error(HttpServletResponse.SC_BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (ServiceAwayException e) {
            response.setHeader("Retry-After", "1");
            return error(HttpServletResponse.SC_SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the terminal is stopping");
        } catch (StoreException | IOException | RuntimeException e) {
            String id = UUID.randomUUID().toString();
            LOG.log(System.Logger.Level.ERROR, "request failed, error " + id, e);
            return error(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "internal error " + id + "; the log says more");
        }
    }

    /** An answer with the one key {@code error}. */
    public static Answer error(int status, String message) {
        return new Answer(status, json -> json.writeStringField("error", message));
    }

    /** Refuses any method but GET and HEAD. */
    public static void methodNotAllowed(HttpServletResponse response) throws IOException {
        response.setHeader("Allow", "GET, HEAD");
        send(response, error(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "only GET and HEAD are allowed here"), false);
    }

    /** Writes an answer; of a HEAD request only the head. */
    public static void send(HttpServletResponse response, Answer answer, boolean headOnly) throws IOException {
        byte[] body = json(answer.fields());
        response.setStatus(answer.status());
        // Not setContentType: that would add a charset, and JSON has none.
        response.setHeader("Content-Type", "application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        if (!headOnly) {
            response.getOutputStream().write(body);
        }
    }

    static byte[] json(Fields fields) throws IOException {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator(""));
        printer.indentObjectsWith(indent);
        printer.indentArraysWith(indent);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.setPrettyPrinter(printer);
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
