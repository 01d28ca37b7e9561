package rollcall.access.login;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.access.Person;
import rollcall.access.gate.SignIn;
import rollcall.access.session.Cookie;
import rollcall.access.session.Sessions;

/** {@code GET /login}: the page to sign in. {@code POST /login}: signs in with {@code user} and {@code password}. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/login", "/login.css"})
public final class LoginServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger("rollcall.access");
    private static final int TOO_MANY = 429;

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final transient SignIn signIn;
    private final transient Sessions sessions;
    private final transient LoginPage page;

    @Activate
    public LoginServlet(@Reference SignIn signIn, @Reference Sessions sessions) throws IOException {
        this.signIn = signIn;
        this.sessions = sessions;
        this.page = new LoginPage();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().endsWith(".css")) {
            send(response, HttpServletResponse.SC_OK, "text/css; charset=utf-8", page.css());
        } else {
            show(response, HttpServletResponse.SC_OK, "", parameter(request, "to"));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String to = parameter(request, "to");
        try {
            Optional<Person> person = signIn.password(
                    parameter(request, "user"), parameter(request, "password"), request.getRemoteAddr());
            if (person.isPresent()) {
                String reference = sessions.begin(person.get(), request.getRemoteAddr());
                response.setHeader("Set-Cookie", Cookie.set(reference, request.isSecure()));
                response.setHeader("Cache-Control", "no-store");
                response.setHeader("Location", LoginPage.safe(to));
                response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            } else {
                show(response, HttpServletResponse.SC_UNAUTHORIZED, "Account or password is wrong.", to);
            }
        } catch (SignIn.TooManyException e) {
            response.setHeader("Retry-After", String.valueOf(e.seconds()));
            show(response, TOO_MANY, "Too many wrong attempts; try again in " + e.seconds() + " s.", to);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "nobody can sign in: {0}", e.getMessage());
            show(
                    response,
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    "Nobody can sign in now; the log says why.",
                    to);
        }
    }

    private static String parameter(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }

    private void show(HttpServletResponse response, int status, String problem, String to) throws IOException {
        send(response, status, "text/html; charset=utf-8", page.html(problem, LoginPage.safe(to)));
    }

    private static void send(HttpServletResponse response, int status, String type, byte[] body) throws IOException {
        response.setStatus(status);
        response.setHeader("Content-Type", type);
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Cache-Control", "no-store");
        // With no-referrer a browser would say "Origin: null" with the form, which nobody can tell from another site's.
        response.setHeader("Referrer-Policy", "same-origin");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
