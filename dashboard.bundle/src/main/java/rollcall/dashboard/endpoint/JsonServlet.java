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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import rollcall.await.ServiceAwayException;
import rollcall.dashboard.attendance.ScanQueries;
import rollcall.dashboard.page.PeerAwayException;
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

    /** A request that cannot be met as it stands: 400 with one line for people and the name of the parameter. */
    public static final class BadRequestException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String parameter;

        /** The line begins with the parameter's name. */
        public BadRequestException(String parameter, String problem) {
            super(parameter + " " + problem);
            this.parameter = parameter;
        }

        /** A question that asks for something there cannot be. */
        public BadRequestException(ScanQueries.BadQueryException cause) {
            super(cause.getMessage(), cause);
            this.parameter = cause.parameter();
        }

        String parameter() {
            return parameter;
        }
    }

    /** Whether answers bear a tag, so that who has the same already gets 304. */
    protected boolean tagged() {
        return false;
    }

    /** Whether it takes POST, too. */
    protected boolean changes() {
        return false;
    }

    /** Does what a POST asks for. */
    protected Answer change(HttpServletRequest request)
            throws BadRequestException, StoreException, ServiceAwayException, InterruptedException, IOException {
        throw new IOException("nothing is changed here");
    }

    /** Answers one request. */
    protected abstract Answer answer(HttpServletRequest request)
            throws BadRequestException, StoreException, ServiceAwayException, InterruptedException, IOException;

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String method = request.getMethod();
        if (method.equals("GET") || method.equals("HEAD")) {
            Answer answer = safely(this::answer, request, response);
            if (tagged() && answer.status() == HttpServletResponse.SC_OK) {
                sendTagged(request, response, answer);
            } else {
                send(response, answer, method.equals("HEAD"));
            }
        } else if (method.equals("POST") && changes()) {
            send(response, safely(this::change, request, response), false);
        } else {
            methodNotAllowed(response);
        }
    }

    /** What answers a request. */
    @FunctionalInterface
    private interface Deed {
        Answer of(HttpServletRequest request)
                throws BadRequestException, StoreException, ServiceAwayException, InterruptedException, IOException;
    }

    private static Answer safely(Deed deed, HttpServletRequest request, HttpServletResponse response) {
        try {
            return deed.of(request);
        } catch (BadRequestException e) {
            return bad(e);
        } catch (PeerAwayException e) {
            response.setHeader("Retry-After", "1");
            return error(HttpServletResponse.SC_SERVICE_UNAVAILABLE, e.getMessage() + "; try again in a moment");
        } catch (ServiceAwayException e) {
            response.setHeader("Retry-After", "1");
            return error(HttpServletResponse.SC_SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the terminal is stopping");
        } catch (StoreException | IOException | RuntimeException e) {
            return failed(e);
        }
    }

    /** A failure as a number that the log explains. */
    public static Answer failed(Exception failure) {
        String id = UUID.randomUUID().toString();
        LOG.log(System.Logger.Level.ERROR, "request failed, error " + id, failure);
        return error(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "internal error " + id + "; the log says more");
    }

    /** A refusal that names the parameter. */
    public static Answer bad(BadRequestException refusal) {
        return new Answer(HttpServletResponse.SC_BAD_REQUEST, json -> {
            json.writeStringField("error", String.valueOf(refusal.getMessage()));
            json.writeStringField("parameter", refusal.parameter());
        });
    }

    private static void sendTagged(HttpServletRequest request, HttpServletResponse response, Answer answer)
            throws IOException {
        byte[] body = json(answer.fields());
        String tag = tag(body);
        head(response, answer.status());
        response.setHeader("ETag", tag);
        response.setHeader("Cache-Control", "no-cache, private");
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    private static String tag(byte[] body) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return "\"" + HexFormat.of().formatHex(digest, 0, 16) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("every Java platform has SHA-256", e);
        }
    }

    private static void head(HttpServletResponse response, int status) {
        response.setStatus(status);
        // Not setContentType: that would add a charset, and JSON has none.
        response.setHeader("Content-Type", "application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
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
        head(response, answer.status());
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
