package rollcall.dashboard.api;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.alert.Alert;
import rollcall.alert.Alerts;
import rollcall.camera.Camera;
import rollcall.camera.CameraState;
import rollcall.dashboard.endpoint.JsonServlet;
import rollcall.dashboard.endpoint.SystemInfoServlet;
import rollcall.dashboard.page.Peers;
import rollcall.store.Ledger;
import rollcall.store.Queue;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;
import rollcall.store.Totals;

/** {@code GET /api/v1/state}: what the first screen shows, for programs. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/v1/state")
public final class StateServlet extends JsonServlet {
    private static final long serialVersionUID = 1L;

    private final transient Peers peers;
    private final transient String version;

    @Activate
    public StateServlet(BundleContext context, @Reference Peers peers) {
        this.peers = peers;
        this.version = context.getBundle().getVersion().toString();
    }

    @Override
    protected boolean tagged() {
        return true;
    }

    @Override
    protected Answer answer(HttpServletRequest request)
            throws BadRequestException, StoreException, InterruptedException, IOException {
        // None is known; whoever sends one is told so.
        new Inputs(request).text("");
        Totals totals = peers.ask(ScanStore.class, store -> store.totals(Instant.now()));
        Queue queue = peers.ask(ScanStore.class, ScanStore::queue);
        Ledger.Day day = peers.ask(Ledger.class, ledger -> ledger.today(Instant.now()));
        long audited = peers.ask(Ledger.class, Ledger::lastAudit).unaccounted();
        CameraState camera = peers.ask(Camera.class, Camera::state);
        long alerts = peers.ask(Alerts.class, Alerts::active).stream()
                .filter(Alert::isActive)
                .count();
        return new Answer(HttpServletResponse.SC_OK, json -> {
            json.writeStringField("host", SystemInfoServlet.hostname());
            json.writeStringField("version", version);
            json.writeStringField("java", SystemInfoServlet.java());
            json.writeStringField("platform", SystemInfoServlet.platform());
            json.writeStringField(
                    "last_stop", peers.property("rollcall.laststop").orElse(""));
            json.writeObjectFieldStart("camera");
            json.writeStringField("phase", camera.phase().name());
            json.writeStringField("source", camera.source());
            json.writeStringField("message", camera.message());
            json.writeEndObject();
            json.writeObjectFieldStart("today");
            json.writeNumberField("accepted", totals.acceptedToday());
            json.writeNumberField("late", totals.lateToday());
            json.writeNumberField("duplicate", totals.duplicatesToday());
            json.writeNumberField("rejected", totals.rejectedToday());
            json.writeEndObject();
            json.writeNumberField("pending", queue.pending());
            ScanJson.instant(json, "oldest", queue.oldest());
            json.writeNumberField("alerts", alerts);
            json.writeNumberField("unaccounted", Math.max(day.unaccounted(), audited));
        });
    }
}
