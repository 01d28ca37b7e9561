package rollcall.update.rest;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.update.desk.UpdateDesk;

/**
 * {@code GET /api/v1/updates}: the history. {@code POST} there with an update file as the body: takes it in; {@code POST
 * /plan}: says what it would do; {@code POST /rollback?generation=N}: goes back. Who may is the gate's to say.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({UpdatesServlet.PATH, UpdatesServlet.PATH + "/plan", UpdatesServlet.PATH + "/rollback"})
public final class UpdatesServlet extends HttpServlet {
    static final String PATH = "/api/v1/updates";

    private static final long serialVersionUID = 1L;
    private static final String FILE = "application/octet-stream";

    private final transient UpdateDesk desk;

    @Activate
    public UpdatesServlet(@Reference UpdateDesk desk) {
        this.desk = desk;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String deed = request.getRequestURI().substring(PATH.length()).replace("/", "");
        boolean reading =
                request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (reading && deed.isEmpty()) {
            send(response, HttpServletResponse.SC_OK, Map.of("updates", desk.history()));
        } else if (request.getMethod().equals("POST")) {
            UpdateDesk.Answer answer = done(request, deed);
            send(response, answer.status(), answer.body());
        } else {
            String allowed = deed.isEmpty() ? "GET, HEAD, POST" : "POST";
            response.setHeader("Allow", allowed);
            send(
                    response,
                    HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                    Map.of("error", "only " + allowed + " is allowed here"));
        }
    }

    private UpdateDesk.Answer done(HttpServletRequest request, String deed) throws IOException {
        boolean now = "true".equals(request.getParameter("now"));
        if (deed.equals("rollback")) {
            String generation = String.valueOf(request.getParameter("generation"));
            return desk.rollback(generation.matches("[0-9]{1,9}") ? Long.parseLong(generation) : 0, who(request), now);
        }
        // A form of another site can send no such type without asking first.
        if (!String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT).startsWith(FILE)) {
            return new UpdateDesk.Answer(
                    HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
                    Map.of("error", "the body has to be an update file, sent as " + FILE));
        }
        return deed.equals("plan")
                ? desk.plan(request.getInputStream())
                : desk.push(request.getInputStream(), "rest", who(request), now);
    }

    private static String who(HttpServletRequest request) {
        String user = request.getRemoteUser();
        return user == null ? "" : user;
    }

    private static void send(HttpServletResponse response, int status, Map<String, Object> body) throws IOException {
        byte[] json = JsonText.of(body);
        response.setStatus(status);
        // Not setContentType: that would add a charset, and JSON has none.
        response.setHeader("Content-Type", "application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}
