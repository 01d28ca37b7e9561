package rollcall.update.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.update.desk.UpdateDesk;

/** Warns for a day after an update was undone by itself, unless one that was kept came after it. */
@Component(
        service = HealthCheck.class,
        property = {"hc.name=update", "hc.tags=update"})
public final class UpdateCheck implements HealthCheck {
    private static final Duration TOLD = Duration.ofDays(1);

    private final UpdateDesk desk;
    private final Clock clock;

    @Activate
    public UpdateCheck(@Reference UpdateDesk desk) {
        this(desk, Clock.systemUTC());
    }

    UpdateCheck(UpdateDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public Result execute() {
        List<?> updates = desk.history();
        for (int i = updates.size() - 1; i >= 0; i--) {
            if (updates.get(i) instanceof Map<?, ?> update && !"REFUSED".equals(update.get("step"))) {
                boolean recent = Instant.parse(String.valueOf(update.get("changed")))
                        .isAfter(clock.instant().minus(TOLD));
                return "ROLLED_BACK".equals(update.get("step")) && recent
                        ? new Result(
                                Result.Status.WARN,
                                "update " + update.get("update") + " was undone: " + update.get("reason")
                                        + "; look at: ./rollcall updates")
                        : new Result(Result.Status.OK, "the last update was well");
            }
        }
        return new Result(Result.Status.OK, "no update came yet");
    }
}
