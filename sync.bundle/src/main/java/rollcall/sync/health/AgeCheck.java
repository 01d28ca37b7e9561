package rollcall.sync.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

/** Whether the oldest scan that is owed to a far end waits longer than allowed. */
@Component(
        service = HealthCheck.class,
        property = {
            "hc.name=sync-age",
            "hc.tags=sync",
            "rollcall.do=Nothing is lost. Look at network and far end: ./rollcall sync status."
        },
        configurationPid = "rollcall.sync",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class AgeCheck implements HealthCheck {
    private final Outbox outbox;
    private final Duration allowed;
    private final Clock clock;

    @Activate
    public AgeCheck(@Reference Outbox outbox, SyncConfig config) {
        this(outbox, Duration.ofMinutes(config.oldestMinutes()), Clock.systemUTC());
    }

    AgeCheck(Outbox outbox, Duration allowed, Clock clock) {
        this.outbox = outbox;
        this.allowed = allowed;
        this.clock = clock;
    }

    @Override
    public Result execute() {
        Instant limit = clock.instant().minus(allowed);
        try {
            Optional<Target> late = outbox.targets().stream()
                    .filter(target -> target.oldest().filter(limit::isAfter).isPresent())
                    .findFirst();
            return late.map(target -> new Result(
                            Result.Status.WARN,
                            target.pending() + " scans wait for " + target.name() + ", the oldest for more than "
                                    + allowed.toMinutes() + " min; look at: ./rollcall sync status"))
                    .orElse(new Result(Result.Status.OK, "no scan waits longer than " + allowed.toMinutes() + " min"));
        } catch (StoreException e) {
            return new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "the store does not answer: " + e.getMessage());
        }
    }
}
