package rollcall.shutdown.stop;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.shutdown.Shutdown;

/** {@code POST /api/v1/shutdown}: stops the terminal in order; {@code GET} tells whether it is being stopped, and the last stop. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/v1/shutdown")
public final class ShutdownServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Shutdown shutdown;

    @Activate
    public ShutdownServlet(@Reference Shutdown shutdown) {
        this.shutdown = shutdown;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        send(response, HttpServletResponse.SC_OK, shutdown.isShuttingDown());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        send(response, HttpServletResponse.SC_ACCEPTED, true);
        response.flushBuffer();
        shutdown.request();
    }

    private void send(HttpServletResponse response, int status, boolean stopping) throws IOException {
        byte[] body = ("{\n  \"shutting_down\": " + stopping + ",\n  \"last_stop\": \""
                        + shutdown.lastStop().words() + "\"\n}")
                .getBytes(StandardCharsets.US_ASCII);
        response.setStatus(status);
        response.setHeader("Content-Type", "application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
