package rollcall.metrics.endpoint;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import rollcall.metrics.collect.Whiteboard;
import rollcall.metrics.collect.Whiteboard.BusyException;

/** Answers GET and HEAD with the figures of the moment; a failure with 500 and a number that the log explains. */
abstract class FiguresServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger("rollcall.metrics");
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final transient Whiteboard whiteboard;

    FiguresServlet(Whiteboard whiteboard) {
        this.whiteboard = whiteboard;
    }

    /** The form in which a request wants them. */
    abstract Format format(HttpServletRequest request);

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean headOnly = request.getMethod().equals("HEAD");
        if (!headOnly && !request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET, HEAD");
            refuse(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "only GET and HEAD are allowed here");
            return;
        }
        try {
            Format format = format(request);
            send(response, format.contentType(), Exposition.of(format, whiteboard.scrape()), headOnly);
        } catch (BusyException e) {
            response.setHeader("Retry-After", "5");
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the terminal is stopping");
        } catch (RuntimeException e) {
            String id = UUID.randomUUID().toString();
            LOG.log(System.Logger.Level.ERROR, "request failed, error " + id, e);
            refuse(
                    response,
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    "internal error " + id + "; the log says more");
        }
    }

    private static void refuse(HttpServletResponse response, int status, String line) throws IOException {
        response.setStatus(status);
        // A comment, so that even this is an exposition, as the predecessor had it.
        send(response, PLAIN, ("# " + line + "\n").getBytes(StandardCharsets.UTF_8), false);
    }

    private static void send(HttpServletResponse response, String type, byte[] body, boolean headOnly)
            throws IOException {
        response.setHeader("Content-Type", type);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Vary", "Accept");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        if (!headOnly) {
            response.getOutputStream().write(body);
        }
    }
}
