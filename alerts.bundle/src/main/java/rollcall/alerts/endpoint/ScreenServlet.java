package rollcall.alerts.endpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.alert.Alert;
import rollcall.alerts.screen.Screen;

/**
 * {@code GET /api/v1/alerts/screen}: critical alerts with steps for a clerk, for the terminal's own screen. With {@code Accept:
 * text/event-stream} an event {@code screen} at once and whenever it changes. At most four streams, each on its own thread.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/v1/alerts/screen")
public final class ScreenServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int MOST_STREAMS = 4;
    private static final long LOOK_MILLIS = 500;
    private static final long HEARTBEAT_NANOS = 15_000_000_000L;

    private final transient Screen screen;
    private final transient Semaphore streams = new Semaphore(MOST_STREAMS);
    private final transient CountDownLatch closed = new CountDownLatch(1);

    @Activate
    public ScreenServlet(@Reference Screen screen) {
        this.screen = screen;
    }

    /** Ends the streams; pages come back by themselves. */
    @Deactivate
    public void close() {
        closed.countDown();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String method = request.getMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            Answer.error(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "only GET, HEAD is allowed here")
                    .send(response, false);
            return;
        }
        @Nullable String accept = request.getHeader("Accept");
        if (accept == null || !accept.contains("text/event-stream")) {
            List<Alert> shown = screen.now();
            Answer.ok(json -> write(json, shown)).send(response, method.equals("HEAD"));
        } else if (!streams.tryAcquire()) {
            response.setHeader("Retry-After", "10");
            Answer.error(
                            HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                            MOST_STREAMS + " screens are open already; close one")
                    .send(response, false);
        } else {
            try {
                stream(response);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                streams.release();
            }
        }
    }

    private void stream(HttpServletResponse response) throws IOException, InterruptedException {
        response.setHeader("Content-Type", "text/event-stream");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try (OutputStream out = response.getOutputStream()) {
            send(out, "retry: 1000\n\n");
            String said = "";
            long sentAt = System.nanoTime();
            do {
                List<Alert> shown = screen.now();
                String now = new String(Answer.json(json -> write(json, shown)), StandardCharsets.US_ASCII);
                if (!now.equals(said)) {
                    send(out, "event: screen\ndata: " + now + "\n\n");
                    said = now;
                    sentAt = System.nanoTime();
                } else if (System.nanoTime() - sentAt > HEARTBEAT_NANOS) {
                    send(out, ": still here\n\n");
                    sentAt = System.nanoTime();
                }
            } while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Without what changes at every sight of the same. */
    private static void write(JsonGenerator json, List<Alert> shown) throws IOException {
        json.writeArrayFieldStart("alerts");
        for (Alert alert : shown) {
            json.writeStartObject();
            json.writeStringField("type", alert.type());
            json.writeStringField("source", alert.source());
            json.writeStringField("message", alert.message());
            json.writeStringField("since", alert.startedAt().toString());
            json.writeArrayFieldStart("steps");
            for (String step : alert.steps()) {
                json.writeString(step);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("acknowledge", "An operator takes it on at /admin/alerts or with: ./rollcall alert ack");
    }
}
