package rollcall.store.health;

import java.time.Instant;
import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.DeviceState;
import rollcall.store.StoreException;

/** Whether a scan could be stored now: writes a row, waits until it is on the disk, reads it back. */
@Component(
        service = HealthCheck.class,
        property = {
            "hc.name=store",
            "hc.tags=ready",
            "hc.tags=update",
            "hc.tags=store",
            "hc.tags=startup",
            "rollcall.do=Leave the terminal on, write attendance by hand, run ./rollcall verify."
        })
public final class StoreCheck implements HealthCheck {
    private static final String PROBE = "store.probe";

    private final DeviceState state;

    @Activate
    public StoreCheck(@Reference DeviceState state) {
        this.state = state;
    }

    @Override
    public Result execute() {
        String value = Instant.now().toString();
        try {
            state.put(PROBE, value);
            Optional<String> found = state.get(PROBE);
            if (found.filter(value::equals).isPresent()) {
                return new Result(Result.Status.OK, "scans can be stored");
            }
            return new Result(
                    Result.Status.CRITICAL,
                    "a row that was written reads back as something else; stop the terminal and run: ./rollcall"
                            + " verify");
        } catch (StoreException e) {
            Result.Status status = e.kind() == StoreException.Kind.CLOSED
                    ? Result.Status.TEMPORARILY_UNAVAILABLE
                    : Result.Status.CRITICAL;
            return new Result(status, "scans cannot be stored: " + e.getMessage());
        }
    }
}
