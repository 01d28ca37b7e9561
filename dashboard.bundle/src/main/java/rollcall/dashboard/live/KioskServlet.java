package rollcall.dashboard.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.await.ServiceAwayException;
import rollcall.camera.CameraState;
import rollcall.dashboard.endpoint.JsonServlet;
import rollcall.dashboard.endpoint.StoreAccess;
import rollcall.store.StoreException;

/**
 * {@code GET /kiosk/events}: what the terminal's own screen shows, as server-sent events {@code camera} and {@code session}; no scans
 * but that of who stands before it. A stream has a thread of the server; there are at most four.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/kiosk/events")
public final class KioskServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int MOST_STREAMS = 4;
    private static final long LOOK_MILLIS = 250;
    private static final long HEARTBEAT_NANOS = 15_000_000_000L;
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final transient StoreAccess access;
    private final transient Wake wake;
    private final transient Semaphore streams = new Semaphore(MOST_STREAMS);

    @Activate
    public KioskServlet(@Reference StoreAccess access, @Reference Wake wake) {
        this.access = access;
        this.wake = wake;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET")) {
            JsonServlet.methodNotAllowed(response);
        } else if (!streams.tryAcquire()) {
            response.setHeader("Retry-After", "10");
            JsonServlet.send(
                    response,
                    JsonServlet.error(
                            HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                            MOST_STREAMS + " screens are open already; close one"),
                    false);
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
        String camera = "";
        String session = "";
        long seen = 0;
        long written = System.nanoTime();
        try (OutputStream out = response.getOutputStream()) {
            write(out, "retry: 1000\n\n");
            while (!wake.isClosed()) {
                String nextCamera = camera();
                String nextSession = EventText.session(access.session(), true);
                String news = (nextCamera.equals(camera) ? "" : nextCamera)
                        + (nextSession.equals(session) ? "" : nextSession);
                if (!news.isEmpty() || System.nanoTime() - written > HEARTBEAT_NANOS) {
                    write(out, news.isEmpty() ? ": still here\n\n" : news);
                    written = System.nanoTime();
                }
                camera = nextCamera;
                session = nextSession;
                seen = wake.await(seen, LOOK_MILLIS);
            }
        }
    }

    private String camera() throws IOException, InterruptedException {
        Optional<CameraState> state = access.camera();
        String phase = state.map(each -> each.phase().name()).orElse("AWAY");
        String message = state.map(CameraState::message).orElse("");
        long today = 0;
        try {
            today = access.ask(store -> store.totals(Instant.now())).acceptedToday();
        } catch (StoreException | ServiceAwayException e) {
            phase = "HOLDING";
        }
        StringWriter data = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(data)) {
            json.writeStartObject();
            json.writeStringField("phase", phase);
            json.writeStringField("message", message);
            json.writeNumberField("today", today);
            json.writeEndObject();
        }
        return "event: camera\ndata: " + data + "\n\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
