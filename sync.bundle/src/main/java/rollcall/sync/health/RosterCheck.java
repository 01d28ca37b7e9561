package rollcall.sync.health;

import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.School;
import rollcall.store.StoreException;

/** Whether no roster of the far end waits to be accepted. */
@Component(
        service = HealthCheck.class,
        property = {"hc.name=sync-roster", "hc.tags=sync"})
public final class RosterCheck implements HealthCheck {
    private final School school;

    @Activate
    public RosterCheck(@Reference School school) {
        this.school = school;
    }

    @Override
    public Result execute() {
        try {
            Optional<School.Held> held = school.standing().held();
            return held.map(waits -> new Result(
                            Result.Status.WARN,
                            "the far end's roster lacks " + waits.gone()
                                    + " students and waits to be accepted; look at: ./rollcall sync roster"))
                    .orElse(new Result(Result.Status.OK, "no roster waits to be accepted"));
        } catch (StoreException e) {
            return new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "the store does not answer: " + e.getMessage());
        }
    }
}
