package rollcall.dashboard.endpoint;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.await.ServiceAwayException;
import rollcall.store.Queue;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;

/**
 * {@code GET /queue/status}: what waits for the far ends, under the predecessor's keys. Here everything waits as one kind with one
 * priority, and tries are counted for each far end and not for each row, so these figures are 0.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/queue/status")
public final class QueueServlet extends JsonServlet {
    private static final long serialVersionUID = 1L;

    private final transient StoreAccess access;

    @Activate
    public QueueServlet(@Reference StoreAccess access) {
        this.access = access;
    }

    @Override
    protected Answer answer(HttpServletRequest request)
            throws StoreException, ServiceAwayException, InterruptedException {
        return answer(access.ask(ScanStore::queue));
    }

    static Answer answer(Queue queue) {
        return new Answer(HttpServletResponse.SC_OK, json -> {
            json.writeNumberField("total", queue.pending());
            json.writeArrayFieldStart("summary");
            if (queue.pending() > 0) {
                json.writeStartObject();
                json.writeStringField("record_type", "attendance");
                json.writeNumberField("priority", 0);
                json.writeNumberField("count", queue.pending());
                json.writeNumberField("avg_retries", 0.0);
                json.writeNumberField("max_retries", 0);
                json.writeEndObject();
            }
            json.writeEndArray();
            if (queue.oldest().isPresent()) {
                json.writeObjectFieldStart("oldest");
                json.writeStringField("created_at", SeedTime.of(queue.oldest().get()));
                json.writeNumberField("retry_count", 0);
                json.writeEndObject();
            } else {
                json.writeNullField("oldest");
            }
        });
    }
}
