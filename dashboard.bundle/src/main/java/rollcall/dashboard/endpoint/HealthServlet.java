package rollcall.dashboard.endpoint;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.await.ServiceAwayException;
import rollcall.shutdown.Shutdown;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;

/** {@code GET /health}: 200 {@code healthy} if a scan could be stored, else 503 {@code unhealthy}, or {@code shutting_down}. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/health")
public final class HealthServlet extends JsonServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger("rollcall.dashboard");

    /** Optional: that nobody says whether the terminal is being stopped is no reason not to answer. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile @Nullable Shutdown shutdown;

    private final transient StoreAccess access;

    @Activate
    public HealthServlet(@Reference StoreAccess access) {
        this.access = access;
    }

    @Override
    protected Answer answer(HttpServletRequest request) throws InterruptedException {
        Shutdown now = shutdown;
        boolean stopping = now != null && now.isShuttingDown();
        boolean healthy = !stopping && storeAnswers();
        String word = stopping ? "shutting_down" : healthy ? "healthy" : "unhealthy";
        return new Answer(healthy ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE, json -> {
            json.writeStringField("status", word);
            json.writeStringField("timestamp", SeedTime.of(Instant.now()));
        });
    }

    private boolean storeAnswers() throws InterruptedException {
        try {
            access.ask(ScanStore::queue);
            return true;
        } catch (StoreException | ServiceAwayException e) {
            LOG.log(System.Logger.Level.WARNING, "unhealthy: {0}", e.getMessage());
            return false;
        }
    }
}
