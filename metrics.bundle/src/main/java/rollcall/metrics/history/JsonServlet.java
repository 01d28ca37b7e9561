package rollcall.metrics.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import rollcall.store.StoreException;

/** Answers GET and HEAD with a JSON object; a failure with {@code error} and a number that the log explains. */
abstract class JsonServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger("rollcall.metrics");
    private static final JsonFactory JSON = new JsonFactory();

    /** Something to write. */
    @FunctionalInterface
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * What the object is to hold.
     *
     * @param asked what stands behind the question mark; of a name given twice, the first
     * @throws IllegalArgumentException with one line for whoever asked wrongly
     */
    abstract Body answer(Map<String, String> asked) throws StoreException;

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            error(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "only GET and HEAD are allowed here");
            return;
        }
        try {
            send(
                    response,
                    HttpServletResponse.SC_OK,
                    answer(asked(request)),
                    request.getMethod().equals("HEAD"));
        } catch (IllegalArgumentException e) {
            error(response, HttpServletResponse.SC_BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            response.setHeader("Retry-After", "5");
            error(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the history does not answer; try again");
            LOG.log(System.Logger.Level.WARNING, "the history of figures did not answer: {0}", e.getMessage());
        } catch (RuntimeException e) {
            String id = UUID.randomUUID().toString();
            LOG.log(System.Logger.Level.ERROR, "request failed, error " + id, e);
            error(
                    response,
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    "internal error " + id + "; the log says more");
        }
    }

    private static Map<String, String> asked(HttpServletRequest request) {
        Map<String, String> asked = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> asked.put(name, values[0]));
        return asked;
    }

    private static void error(HttpServletResponse response, int status, String line) throws IOException {
        send(response, status, json -> json.writeStringField("error", line), false);
    }

    /** The object as bytes. */
    static ByteArrayOutputStream written(Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        }
        return bytes;
    }

    private static void send(HttpServletResponse response, int status, Body body, boolean headOnly) throws IOException {
        ByteArrayOutputStream bytes = written(body);
        response.setStatus(status);
        response.setHeader("Content-Type", "application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(bytes.size());
        if (!headOnly) {
            response.getOutputStream().write(bytes.toByteArray());
        }
    }

    /** JSON has no word for what is no number. */
    static void number(JsonGenerator json, double value) throws IOException {
        if (!Double.isFinite(value)) {
            json.writeNull();
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }
}
