package rollcall.sync.health;

import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.sync.drain.DrainState;
import rollcall.sync.drain.Drains;

/** Whether every far end took what it was last sent. */
@Component(
        service = HealthCheck.class,
        property = {
            "hc.name=sync-target",
            "hc.tags=sync",
            "rollcall.do=Nothing is lost. ./rollcall sync status says what a person has to mend."
        })
public final class TargetCheck implements HealthCheck {
    private final Drains drains;

    @Activate
    public TargetCheck(@Reference Drains drains) {
        this.drains = drains;
    }

    @Override
    public Result execute() {
        List<DrainState> bad = drains.states().stream()
                .filter(state -> state.problem().isPresent())
                .toList();
        if (bad.isEmpty()) {
            return new Result(Result.Status.OK, "every far end takes what it is sent");
        }
        boolean person = bad.stream().anyMatch(DrainState::closed);
        DrainState first = bad.get(0);
        return new Result(
                person ? Result.Status.CRITICAL : Result.Status.WARN,
                first.target() + ": " + first.problem().orElse(""));
    }
}
