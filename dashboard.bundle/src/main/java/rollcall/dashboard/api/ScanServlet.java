package rollcall.dashboard.api;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.dashboard.endpoint.JsonServlet;
import rollcall.dashboard.endpoint.JsonServlet.Answer;
import rollcall.dashboard.operation.Operations;
import rollcall.dashboard.page.PeerAwayException;
import rollcall.dashboard.page.Peers;
import rollcall.scan.PhotoReference;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.ScanSearch;
import rollcall.store.StoreException;

/** {@code GET /api/v1/scans/ID} and {@code GET /api/v1/scans/ID/photo}: one scan, and its photo for who may know names. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/v1/scans/*")
public final class ScanServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern PATH = Pattern.compile("/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(/photo)?");

    private final transient Peers peers;
    private final transient Operations operations;
    private final transient Path photos;

    @Activate
    public ScanServlet(BundleContext context, @Reference Peers peers, @Reference Operations operations) {
        this.peers = peers;
        this.operations = operations;
        this.photos =
                Path.of(String.valueOf(context.getProperty("rollcall.home"))).resolve("data/photos");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Matcher path = PATH.matcher(String.valueOf(request.getPathInfo()));
        if (!path.matches()) {
            send(response, JsonServlet.error(HttpServletResponse.SC_NOT_FOUND, "there is no scan of that id"));
            return;
        }
        try {
            ScanId id = new ScanId(UUID.fromString(path.group(1)));
            Optional<Scan> scan = peers.ask(ScanSearch.class, search -> search.byId(id));
            if (scan.isEmpty()) {
                send(response, JsonServlet.error(HttpServletResponse.SC_NOT_FOUND, "there is no scan of that id"));
            } else if (path.group(2) == null) {
                boolean named = request.isUserInRole("operator");
                send(response, new Answer(HttpServletResponse.SC_OK, json -> {
                    json.writeFieldName("scan");
                    ScanJson.write(json, scan.get(), named);
                }));
            } else {
                photo(scan.get(), request, response);
            }
        } catch (PeerAwayException e) {
            response.setHeader("Retry-After", "1");
            send(
                    response,
                    JsonServlet.error(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the store is being replaced"));
        } catch (StoreException e) {
            send(response, JsonServlet.failed(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void photo(Scan scan, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        if (!request.isUserInRole("operator")) {
            send(response, JsonServlet.error(HttpServletResponse.SC_FORBIDDEN, "this needs the role operator"));
            return;
        }
        Optional<Path> file = scan.evidence()
                .photo()
                .map(PhotoReference::path)
                .map(photos::resolve)
                .map(Path::normalize)
                .filter(each -> each.startsWith(photos) && Files.isRegularFile(each));
        if (file.isEmpty()) {
            send(
                    response,
                    JsonServlet.error(HttpServletResponse.SC_NOT_FOUND, "this scan has no photo, or it was removed"));
            return;
        }
        operations.noted(
                String.valueOf(request.getRemoteUser()), "photo.seen", scan.id().toString(), "");
        response.setHeader("Content-Type", "image/jpeg");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; img-src 'self'; frame-ancestors 'none'");
        byte[] picture = Files.readAllBytes(file.get());
        response.setContentLength(picture.length);
        response.getOutputStream().write(picture);
    }

    private static void send(HttpServletResponse response, Answer answer) throws IOException {
        JsonServlet.send(response, answer, false);
    }
}
