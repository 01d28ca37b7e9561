package rollcall.sync.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.sync.message.GuardianMessages;

/** Whether messages to guardians go out, if they are to. */
@Component(
        service = HealthCheck.class,
        property = {"hc.name=sync-messages", "hc.tags=sync"})
public final class MessagesCheck implements HealthCheck {
    /** A service that is away for less is no news. */
    private static final Duration ALLOWED = Duration.ofMinutes(10);

    private final GuardianMessages messages;
    private final Clock clock;

    @Activate
    public MessagesCheck(@Reference GuardianMessages messages) {
        this(messages, Clock.systemUTC());
    }

    MessagesCheck(GuardianMessages messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public Result execute() {
        GuardianMessages.State state = messages.state();
        Instant limit = clock.instant().minus(ALLOWED);
        return state.problem()
                .filter(problem -> !state.since().orElse(Instant.EPOCH).isAfter(limit))
                .map(problem -> new Result(
                        Result.Status.WARN,
                        "messages to guardians wait: " + problem + "; look at: ./rollcall sync messages"))
                .orElse(new Result(
                        Result.Status.OK,
                        state.enabled() ? "messages to guardians go out" : "guardians are told nothing"));
    }
}
