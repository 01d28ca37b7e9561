package rollcall.dashboard.api;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.dashboard.endpoint.JsonServlet;
import rollcall.dashboard.page.Peers;
import rollcall.store.Outbox;
import rollcall.store.Queue;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;

/** {@code GET /api/v1/queue}: what waits for each far end and what they refused. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/v1/queue")
public final class QueueApiServlet extends JsonServlet {
    private static final long serialVersionUID = 1L;
    private static final int DEFAULT = 100;

    private final transient Peers peers;

    @Activate
    public QueueApiServlet(@Reference Peers peers) {
        this.peers = peers;
    }

    @Override
    protected boolean tagged() {
        return true;
    }

    @Override
    protected Answer answer(HttpServletRequest request)
            throws BadRequestException, StoreException, InterruptedException, IOException {
        int limit = new Inputs(request, "limit").number("limit", DEFAULT, 1, ScanStore.MAX_ROWS);
        Queue queue = peers.ask(ScanStore.class, ScanStore::queue);
        List<Outbox.Target> targets = peers.ask(Outbox.class, Outbox::targets);
        List<Outbox.Quarantined> held = peers.ask(Outbox.class, outbox -> outbox.quarantined(limit));
        return new Answer(HttpServletResponse.SC_OK, json -> {
            json.writeNumberField("pending", queue.pending());
            ScanJson.instant(json, "oldest", queue.oldest());
            json.writeArrayFieldStart("targets");
            for (Outbox.Target target : targets) {
                json.writeStartObject();
                json.writeStringField("name", target.name());
                json.writeNumberField("pending", target.pending());
                ScanJson.instant(json, "oldest", target.oldest());
                json.writeNumberField("quarantined", target.quarantined());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("quarantined");
            for (Outbox.Quarantined row : held) {
                json.writeStartObject();
                json.writeStringField("id", row.scan().id().toString());
                json.writeStringField("target", row.target());
                json.writeNumberField("attempts", row.attempts());
                json.writeStringField("reason", row.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
