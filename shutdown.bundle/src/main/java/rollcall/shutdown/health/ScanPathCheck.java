package rollcall.shutdown.health;

import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import rollcall.camera.Camera;
import rollcall.store.ScanStore;

/** Whether all parts that a scan goes through are there; if not, why, down to the root. */
@Component(
        service = HealthCheck.class,
        property = {
            "hc.name=scan-path",
            "hc.tags=ready",
            "hc.tags=startup",
            "rollcall.do=Mend what stands at the end of the line; docs/operations.md says how."
        })
public final class ScanPathCheck implements HealthCheck {
    private static final List<String> NEEDED = List.of(ScanStore.class.getName(), Camera.class.getName());

    private final BundleContext context;
    private final ServiceComponentRuntime runtime;

    @Activate
    public ScanPathCheck(BundleContext context, @Reference ServiceComponentRuntime runtime) {
        this.context = context;
        this.runtime = runtime;
    }

    @Override
    public Result execute() {
        for (String service : NEEDED) {
            if (context.getServiceReference(service) == null) {
                return new Result(Result.Status.CRITICAL, new RootCause(runtime).ofService(service));
            }
        }
        return new Result(Result.Status.OK, "every part that a scan goes through is there");
    }
}
