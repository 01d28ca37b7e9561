package rollcall.shutdown.stop;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the configured times of a stop fit together. */
@Component(
        service = HealthCheck.class,
        property = {
            "hc.name=shutdown",
            "hc.tags=startup",
            "hc.tags=update",
            "rollcall.do=Change shutdown in etc/config.json."
        })
public final class TimesCheck implements HealthCheck {
    private final ShutdownComponent shutdown;

    @Activate
    public TimesCheck(@Reference ShutdownComponent shutdown) {
        this.shutdown = shutdown;
    }

    @Override
    public Result execute() {
        return shutdown.problem().isEmpty()
                ? new Result(Result.Status.OK, "a stop takes no longer than configured")
                : new Result(Result.Status.WARN, shutdown.problem());
    }
}
