package rollcall.dashboard.page;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.dashboard.endpoint.JsonServlet;
import rollcall.dashboard.page.Layout.Said;
import rollcall.store.StoreException;

/** {@code GET /} and {@code /admin/...}: the pages and their files; any other path that nobody answers gets a JSON 404. */
// Is there while all pages are, which are of this bundle: with some of them it would say of the others that they do not
// exist, and the HTTP front would not hold their requests while the bundle is replaced.
@Component(service = Servlet.class, property = "Page.cardinality.minimum:Integer=" + PageServlet.PAGES)
@HttpWhiteboardServletPattern("/")
public final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger("rollcall.dashboard");

    /** Nothing from elsewhere, nothing inline: a code shown on a page stays text whatever it says. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** How many pages this bundle has. */
    static final int PAGES = 10;

    private static final int YEAR_SECONDS = 31_536_000;

    private final transient List<Page> pages = new CopyOnWriteArrayList<>();
    private final transient Map<String, Words> languages;
    private final transient Assets assets;
    private final transient Foot foot;

    @Activate
    public PageServlet(@Reference Foot foot) throws IOException {
        this.languages = Words.all();
        this.assets = new Assets();
        this.foot = foot;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addPage(Page page) {
        pages.add(page);
    }

    void removePage(Page page) {
        pages.remove(page);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        String wanted = path.isEmpty() ? "/" : path;
        Optional<Page> page =
                pages.stream().filter(each -> each.spec().path().equals(wanted)).findFirst();
        boolean reading =
                request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (!isReadable(request)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        if (reading && assets.send(wanted, request, response)) {
            return;
        }
        if (page.isEmpty()) {
            if (reading) {
                // The HTTP front gives this its JSON body, unless the servlet of that path is just coming or going.
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else {
                JsonServlet.methodNotAllowed(response);
            }
        } else if (!request.isUserInRole(page.get().spec().role().word())) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else if (reading) {
            answer(page.get(), request, response);
        } else if (request.getMethod().equals("POST") && page.get().acts()) {
            act(page.get(), new Visitor(request, languages), response);
        } else {
            JsonServlet.methodNotAllowed(response);
        }
    }

    private static boolean isReadable(HttpServletRequest request) {
        try {
            return request.getParameterMap() != null;
        } catch (RuntimeException e) {
            // Jetty's, for what is no UTF-8.
            LOG.log(System.Logger.Level.DEBUG, "an address cannot be read", e);
            return false;
        }
    }

    private void answer(Page page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String language = request.getParameter("language");
        if (language != null && Words.LANGUAGES.contains(language)) {
            response.setHeader(
                    "Set-Cookie",
                    "language=" + language + "; Path=/; SameSite=Strict; HttpOnly; Max-Age=" + YEAR_SECONDS);
            response.setHeader("Location", page.spec().path());
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            return;
        }
        show(page, new Visitor(request, languages), response, HttpServletResponse.SC_OK, Optional.empty());
    }

    private void act(Page page, Visitor visitor, HttpServletResponse response) throws IOException {
        try {
            String said = page.act(visitor);
            show(page, visitor, response, HttpServletResponse.SC_OK, Optional.of(new Said(said, true)));
        } catch (Page.Refusal e) {
            Said said = new Said(String.valueOf(e.getMessage()), false);
            show(page, visitor, response, HttpServletResponse.SC_BAD_REQUEST, Optional.of(said));
        } catch (PeerAwayException e) {
            String said =
                    visitor.words().say("One moment: this part of the terminal is being replaced or did not start.");
            show(
                    page,
                    visitor,
                    response,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    Optional.of(new Said(said, false)));
        } catch (StoreException | IOException e) {
            String id = UUID.randomUUID().toString();
            LOG.log(System.Logger.Level.ERROR, "a form failed, error " + id, e);
            String said = visitor.words().say("It was not done; the log says why under {0}.", id);
            show(
                    page,
                    visitor,
                    response,
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    Optional.of(new Said(said, false)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(Page page, Visitor visitor, HttpServletResponse response, int status, Optional<Said> said)
            throws IOException {
        View view = new View(visitor, ZoneId.systemDefault());
        try {
            view.part(() -> page.write(view));
            List<Page.Spec> specs = pages.stream().map(Page::spec).toList();
            String html = Layout.of(page.spec(), specs, view, said, foot.html(visitor.words()));
            byte[] body = html.getBytes(StandardCharsets.UTF_8);
            response.setStatus(status);
            response.setHeader("Content-Security-Policy", POLICY);
            response.setHeader("X-Content-Type-Options", "nosniff");
            // With no-referrer a browser would say "Origin: null" with forms.
            response.setHeader("Referrer-Policy", "same-origin");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("Content-Type", "text/html; charset=utf-8");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
