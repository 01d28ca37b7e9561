package rollcall.dashboard.api;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.dashboard.endpoint.JsonServlet;
import rollcall.dashboard.operation.LogTail;
import rollcall.dashboard.page.Peers;
import rollcall.store.AuditTrail;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;

/** {@code GET /api/v1/bundles}, {@code /api/v1/audit?limit=} and {@code /api/v1/log?limit=}: lists for admins, newest first. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/api/v1/bundles", "/api/v1/audit", "/api/v1/log"})
public final class ListsServlet extends JsonServlet {
    private static final long serialVersionUID = 1L;
    private static final int DEFAULT = 100;

    private final transient BundleContext context;
    private final transient Peers peers;
    private final transient LogTail log;

    @Activate
    public ListsServlet(BundleContext context, @Reference Peers peers, @Reference LogTail log) {
        this.context = context;
        this.peers = peers;
        this.log = log;
    }

    @Override
    protected boolean tagged() {
        return true;
    }

    @Override
    protected Answer answer(HttpServletRequest request)
            throws BadRequestException, StoreException, InterruptedException, IOException {
        if (request.getServletPath().endsWith("/bundles")) {
            new Inputs(request).text("");
            Bundle[] bundles = context.getBundles();
            return new Answer(HttpServletResponse.SC_OK, json -> bundles(json, bundles));
        }
        int limit = new Inputs(request, "limit").number("limit", DEFAULT, 1, ScanStore.MAX_ROWS);
        if (request.getServletPath().endsWith("/audit")) {
            List<AuditTrail.Entry> entries = peers.ask(AuditTrail.class, trail -> trail.recent(limit));
            long broken = peers.ask(AuditTrail.class, AuditTrail::firstBroken);
            return new Answer(HttpServletResponse.SC_OK, json -> audit(json, entries, broken));
        }
        List<LogTail.Line> lines = log.newest(limit);
        return new Answer(HttpServletResponse.SC_OK, json -> log(json, lines));
    }

    private static void bundles(JsonGenerator json, Bundle[] bundles) throws IOException {
        json.writeArrayFieldStart("bundles");
        for (Bundle bundle : bundles) {
            json.writeStartObject();
            json.writeStringField("name", bundle.getSymbolicName());
            json.writeStringField("version", bundle.getVersion().toString());
            json.writeBooleanField("active", bundle.getState() == Bundle.ACTIVE);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void audit(JsonGenerator json, List<AuditTrail.Entry> entries, long broken) throws IOException {
        json.writeBooleanField("whole", broken == 0);
        json.writeArrayFieldStart("entries");
        for (AuditTrail.Entry entry : entries) {
            json.writeStartObject();
            json.writeNumberField("number", entry.number());
            json.writeStringField("at", entry.at().toString());
            json.writeStringField("actor", entry.actor());
            json.writeStringField("action", entry.action());
            json.writeStringField("subject", entry.subject());
            json.writeStringField("details", entry.details());
            json.writeStringField("hash", entry.hash());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void log(JsonGenerator json, List<LogTail.Line> lines) throws IOException {
        json.writeArrayFieldStart("lines");
        for (LogTail.Line line : lines) {
            json.writeStartObject();
            json.writeStringField("at", line.at());
            json.writeStringField("level", line.level());
            json.writeStringField("logger", line.logger());
            json.writeStringField("message", line.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
