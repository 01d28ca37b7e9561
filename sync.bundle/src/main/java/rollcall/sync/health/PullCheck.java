package rollcall.sync.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.sync.pull.Pull;
import rollcall.sync.pull.Pulls;

/** Whether roster and schedule were looked at within a day, if they are to be fetched. */
@Component(
        service = HealthCheck.class,
        property = {"hc.name=sync-pull", "hc.tags=sync"})
public final class PullCheck implements HealthCheck {
    /** Old rosters let the right students in for a while; an hour without network is no news. */
    private static final Duration ALLOWED = Duration.ofDays(1);

    private final Pulls pulls;
    private final Clock clock;

    @Activate
    public PullCheck(@Reference Pulls pulls) {
        this(pulls, Clock.systemUTC());
    }

    PullCheck(Pulls pulls, Clock clock) {
        this.pulls = pulls;
        this.clock = clock;
    }

    @Override
    public Result execute() {
        Instant limit = clock.instant().minus(ALLOWED);
        Optional<Pull.State> late = pulls.states().stream()
                .filter(state -> limit.isAfter(state.lastSuccess().orElse(state.since())))
                .findFirst();
        return late.map(state -> new Result(
                        Result.Status.WARN,
                        "the far end's " + state.what() + " was not to be had for a day"
                                + state.problem().map(problem -> ": " + problem).orElse("")
                                + "; look at: ./rollcall sync roster"))
                .orElse(new Result(Result.Status.OK, "what is to be fetched was looked at within a day"));
    }
}
