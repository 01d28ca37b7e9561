package rollcall.shutdown.health;

import java.util.List;
import java.util.TreeSet;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Whether every component of the terminal is there; if not, why, down to the root. */
@Component(
        service = HealthCheck.class,
        property = {
            "hc.name=components",
            "hc.tags=startup",
            "hc.tags=update",
            "rollcall.do=Mend what stands at the end of the line, or go back to the bundle before."
        })
public final class ComponentsCheck implements HealthCheck {
    private static final int MOST = 5;

    private final ServiceComponentRuntime runtime;

    @Activate
    public ComponentsCheck(@Reference ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public Result execute() {
        RootCause cause = new RootCause(runtime);
        List<String> missing = List.copyOf(new TreeSet<>(runtime.getComponentDescriptionDTOs().stream()
                .filter(description -> description.bundle.symbolicName.startsWith("rollcall."))
                .flatMap(description -> cause.of(description).stream())
                .toList()));
        if (missing.isEmpty()) {
            return new Result(Result.Status.OK, "every component is there");
        }
        return new Result(
                Result.Status.WARN,
                missing.size() + " components are missing: "
                        + String.join("; ", missing.subList(0, Math.min(MOST, missing.size()))));
    }
}
