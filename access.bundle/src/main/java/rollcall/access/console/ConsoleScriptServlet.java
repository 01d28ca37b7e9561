package rollcall.access.console;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code GET /console.js}: the script that has pages of the Web Console send the token along. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/console.js")
public final class ConsoleScriptServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient byte[] script;

    @Activate
    public ConsoleScriptServlet() throws IOException {
        try (InputStream in = ConsoleScriptServlet.class.getResourceAsStream("/console/console.js")) {
            if (in == null) {
                throw new IOException("the bundle lacks console/console.js");
            }
            this.script = in.readAllBytes();
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Content-Type", "text/javascript; charset=utf-8");
        response.setHeader("Cache-Control", "no-cache");
        response.setContentLength(script.length);
        response.getOutputStream().write(script);
    }
}
