package rollcall.sync.health;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.Outbox;
import rollcall.store.Outbox.Target;
import rollcall.store.StoreException;

/** Whether no far end has refused a scan. */
@Component(
        service = HealthCheck.class,
        property = {
            "hc.name=sync-quarantine",
            "hc.tags=sync",
            "rollcall.do=Nothing is lost. Look at ./rollcall sync quarantine."
        })
public final class QuarantineCheck implements HealthCheck {
    private final Outbox outbox;

    @Activate
    public QuarantineCheck(@Reference Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Result execute() {
        try {
            long refused =
                    outbox.targets().stream().mapToLong(Target::quarantined).sum();
            return refused == 0
                    ? new Result(Result.Status.OK, "no scan is in quarantine")
                    : new Result(
                            Result.Status.WARN,
                            refused + " scans were refused by a far end; look at: ./rollcall sync quarantine");
        } catch (StoreException e) {
            return new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "the store does not answer: " + e.getMessage());
        }
    }
}
