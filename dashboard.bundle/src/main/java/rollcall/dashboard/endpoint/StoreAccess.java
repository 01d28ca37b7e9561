package rollcall.dashboard.endpoint;

import java.time.Duration;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import rollcall.await.Awaited;
import rollcall.await.ServiceAwayException;
import rollcall.camera.Camera;
import rollcall.camera.CameraState;
import rollcall.camera.SessionView;
import rollcall.store.Ledger;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;

/**
 * The store and the camera as servlets see them: away for a moment now and then.
 *
 * <p>Servlets that took the store as a mandatory reference would be unregistered with it and answer 404 during a swap.
 */
@Component(service = StoreAccess.class)
public final class StoreAccess {
    /** How long a request waits for a service that is being replaced. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Awaited<ScanStore> store;
    private final Awaited<Ledger> ledger;
    private final Awaited<Camera> camera;

    @Activate
    public StoreAccess(BundleContext context) {
        this.store = new Awaited<>(context, ScanStore.class);
        this.ledger = new Awaited<>(context, Ledger.class);
        this.camera = new Awaited<>(context, Camera.class);
    }

    /** Asks the store, waiting for it if need be. */
    public <R> R ask(Awaited.Call<ScanStore, R, StoreException> question)
            throws StoreException, ServiceAwayException, InterruptedException {
        return store.call(PATIENCE, StoreAccess::gone, question);
    }

    /** Asks the ledger, waiting for it if need be. */
    public <R> R askLedger(Awaited.Call<Ledger, R, StoreException> question)
            throws StoreException, ServiceAwayException, InterruptedException {
        return ledger.call(PATIENCE, StoreAccess::gone, question);
    }

    /** How the camera is doing, if it is there. */
    public Optional<CameraState> camera() {
        return camera.now().map(Camera::state);
    }

    /** What the person before the camera is told, if the camera is there. */
    public Optional<SessionView> session() {
        return camera.now().map(Camera::session);
    }

    private static boolean gone(Throwable failure) {
        return failure instanceof LinkageError
                || (failure instanceof StoreException stopped && stopped.kind() == StoreException.Kind.CLOSED);
    }

    @Deactivate
    public void close() {
        store.close();
        ledger.close();
        camera.close();
    }
}
