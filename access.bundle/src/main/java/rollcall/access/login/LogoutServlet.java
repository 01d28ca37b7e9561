package rollcall.access.login;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.access.Visit;
import rollcall.access.session.Cookie;
import rollcall.access.session.Sessions;

/** {@code POST /logout}: ends the session, here and in the browser. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/logout")
public final class LogoutServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Sessions sessions;

    @Activate
    public LogoutServlet(@Reference Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        String cookie = request.getHeader("Cookie");
        if (cookie != null) {
            Visit visit = new Visit(
                    "POST",
                    "/logout",
                    request.isSecure(),
                    String.valueOf(request.getRemoteAddr()),
                    Map.of("cookie", cookie));
            Cookie.reference(visit).ifPresent(sessions::end);
        }
        response.setHeader("Set-Cookie", Cookie.clear(request.isSecure()));
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Location", "/login");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }
}
