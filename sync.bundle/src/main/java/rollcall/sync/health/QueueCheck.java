package rollcall.sync.health;

import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.Outbox;
import rollcall.store.Outbox.Target;
import rollcall.store.StoreException;
import rollcall.sync.drain.SyncConfig;

/** Whether more scans wait for a far end than allowed. */
@Component(
        service = HealthCheck.class,
        property = {"hc.name=sync-queue", "hc.tags=sync"},
        configurationPid = "rollcall.sync",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class QueueCheck implements HealthCheck {
    private final Outbox outbox;
    private final int limit;

    @Activate
    public QueueCheck(@Reference Outbox outbox, SyncConfig config) {
        this(outbox, config.queueLimit());
    }

    QueueCheck(Outbox outbox, int limit) {
        this.outbox = outbox;
        this.limit = limit;
    }

    @Override
    public Result execute() {
        try {
            Optional<Target> full = outbox.targets().stream()
                    .filter(target -> target.pending() > limit)
                    .findFirst();
            return full.map(target -> new Result(
                            Result.Status.WARN,
                            target.pending() + " scans wait for " + target.name() + ", more than " + limit
                                    + "; look at: ./rollcall sync status"))
                    .orElse(new Result(Result.Status.OK, "no more than " + limit + " scans wait for any far end"));
        } catch (StoreException e) {
            return new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "the store does not answer: " + e.getMessage());
        }
    }
}
