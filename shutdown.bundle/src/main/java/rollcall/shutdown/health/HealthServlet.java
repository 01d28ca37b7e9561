package rollcall.shutdown.health;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.apache.felix.hc.api.Result.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.shutdown.Shutdown;

/**
 * {@code GET /api/v1/health} and {@code /api/v1/health/TAG}: what checks say, each with what to do. 200 if all is well or works
 * all the same, 503 if not or while the terminal is being stopped, 404 with the list for a tag that there is not.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/api/v1/health", "/api/v1/health/*"})
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON = new JsonFactory();

    private final transient Checkup checkup;
    private final transient Shutdown shutdown;

    @Activate
    public HealthServlet(@Reference Checkup checkup, @Reference Shutdown shutdown) {
        this.checkup = checkup;
        this.shutdown = shutdown;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        String tag = path == null ? "" : path.replaceFirst("^/", "");
        try {
            if (!tag.isEmpty() && !checkup.tags().contains(tag)) {
                send(response, HttpServletResponse.SC_NOT_FOUND, error(tag));
                return;
            }
            Checkup.Summary summary = tag.isEmpty() ? checkup.all() : checkup.of(tag);
            boolean well = !shutdown.isShuttingDown() && isWell(summary.status());
            send(
                    response,
                    well ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    body(tag, summary));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private static boolean isWell(Status status) {
        return status == Status.OK || status == Status.WARN;
    }

    private byte[] error(String tag) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField(
                    "error",
                    "no health tag '" + tag.replaceAll("[^A-Za-z0-9._-]", "?") + "'; there are: "
                            + String.join(", ", checkup.tags()));
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private byte[] body(String tag, Checkup.Summary summary) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("status", word(summary.status()));
            json.writeStringField("state", summary.status().name());
            if (!tag.isEmpty()) {
                json.writeStringField("tag", tag);
            }
            json.writeStringField("last_stop", shutdown.lastStop().words());
            json.writeStringField("timestamp", Instant.now().toString());
            json.writeArrayFieldStart("checks");
            for (Finding finding : summary.findings()) {
                write(json, finding);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private String word(Status status) {
        if (shutdown.isShuttingDown()) {
            return "shutting_down";
        }
        return status == Status.OK ? "healthy" : status == Status.WARN ? "degraded" : "unhealthy";
    }

    private static void write(JsonGenerator json, Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", finding.name());
        json.writeStringField("state", finding.status().name());
        json.writeStringField("message", finding.message());
        json.writeStringField("do", finding.advice());
        json.writeArrayFieldStart("tags");
        for (String one : finding.tags()) {
            json.writeString(one);
        }
        json.writeEndArray();
        json.writeNumberField("age_ms", finding.age().toMillis());
        json.writeNumberField("took_ms", finding.took().toMillis());
        json.writeEndObject();
    }

    private static void send(HttpServletResponse response, int status, byte[] body) throws IOException {
        response.setStatus(status);
        response.setHeader("Content-Type", "application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
