package rollcall.dashboard.api;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code GET /api/v1/openapi.json}: what can be asked here, as OpenAPI 3.1. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/v1/openapi.json")
public final class OpenApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient byte[] description;

    @Activate
    public OpenApiServlet() throws IOException {
        try (InputStream in = OpenApiServlet.class.getResourceAsStream("/openapi/openapi.json")) {
            if (in == null) {
                throw new IOException("the bundle lacks openapi/openapi.json");
            }
            this.description = in.readAllBytes();
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Content-Type", "application/json");
        response.setHeader("Cache-Control", "no-cache, private");
        response.setContentLength(description.length);
        response.getOutputStream().write(description);
    }
}
