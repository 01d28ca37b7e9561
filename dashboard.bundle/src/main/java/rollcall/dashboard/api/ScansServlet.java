package rollcall.dashboard.api;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.dashboard.attendance.ScanQueries;
import rollcall.dashboard.attendance.ScanQueries.BadQueryException;
import rollcall.dashboard.endpoint.JsonServlet;
import rollcall.dashboard.page.Peers;
import rollcall.scan.Scan;
import rollcall.store.ScanSearch;
import rollcall.store.StoreException;

/** {@code GET /api/v1/scans}: scans by text, outcome and day, newest first, a page at a time. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/v1/scans")
public final class ScansServlet extends JsonServlet {
    private static final long serialVersionUID = 1L;
    static final String[] PARAMETERS = {"text", "outcome", "from", "to", "before", "limit"};
    private static final int DEFAULT = 100;

    private final transient Peers peers;

    @Activate
    public ScansServlet(@Reference Peers peers) {
        this.peers = peers;
    }

    @Override
    protected boolean tagged() {
        return true;
    }

    @Override
    protected Answer answer(HttpServletRequest request)
            throws BadRequestException, StoreException, InterruptedException, IOException {
        Inputs inputs = new Inputs(request, PARAMETERS);
        boolean named = request.isUserInRole("operator");
        ScanSearch.Query query;
        try {
            query = ScanQueries.of(inputs::text, named, DEFAULT, ZoneId.systemDefault());
        } catch (BadQueryException e) {
            throw new BadRequestException(e);
        }
        ScanSearch.Found found = peers.ask(ScanSearch.class, search -> search.find(query));
        return new Answer(HttpServletResponse.SC_OK, json -> {
            json.writeArrayFieldStart("scans");
            for (Scan scan : found.scans()) {
                ScanJson.write(json, scan, named);
            }
            json.writeEndArray();
            if (found.next().isPresent()) {
                json.writeNumberField("next", found.next().get());
            } else {
                json.writeNullField("next");
            }
        });
    }
}
