package rollcall.dashboard.page;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.dashboard.endpoint.JsonServlet;

/** {@code GET /}: the page and its two files; any other path that nobody answers gets a JSON 404. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/")
public final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Nothing from elsewhere, nothing inline: a code shown on the page stays text whatever it says. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final transient Map<String, Asset> assets;

    /** A file of the page. */
    @SuppressWarnings("ArrayRecordComponent") // assets are looked up by path and never compared
    private record Asset(String type, byte[] content, String tag) {}

    @Activate
    public PageServlet() throws IOException {
        this.assets = Map.of(
                "/", asset("page.html", "text/html; charset=utf-8"),
                "/page.css", asset("page.css", "text/css; charset=utf-8"),
                "/page.js", asset("page.js", "text/javascript; charset=utf-8"),
                "/icon.svg", asset("icon.svg", "image/svg+xml"));
    }

    private static Asset asset(String name, String type) throws IOException {
        try (InputStream in = PageServlet.class.getResourceAsStream("/page/" + name)) {
            if (in == null) {
                throw new IOException("the bundle lacks page/" + name);
            }
            byte[] content = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new Asset(type, content, "\"" + HexFormat.of().formatHex(digest, 0, 16) + "\"");
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("every Java platform has SHA-256", e);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        Asset asset = assets.get(path.isEmpty() ? "/" : path);
        boolean head = request.getMethod().equals("HEAD");
        if (!head && !request.getMethod().equals("GET")) {
            JsonServlet.methodNotAllowed(response);
        } else if (asset == null) {
            // The HTTP front gives this its JSON body, unless the servlet of that path is just coming or going.
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else {
            send(request, response, asset, head);
        }
    }

    private static void send(HttpServletRequest request, HttpServletResponse response, Asset asset, boolean head)
            throws IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        // With no-referrer a browser would say "Origin: null" with the form that signs out.
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("ETag", asset.tag());
        if (asset.tag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setHeader("Content-Type", asset.type());
        response.setContentLength(asset.content().length);
        if (!head) {
            response.getOutputStream().write(asset.content());
        }
    }
}
