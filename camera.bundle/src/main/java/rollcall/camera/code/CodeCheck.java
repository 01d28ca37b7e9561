package rollcall.camera.code;

import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether signed cards can be checked. Without a key none of them is taken, and if they have to be signed, no card at all. */
@Component(
        service = HealthCheck.class,
        property = {
            "hc.name=code",
            "hc.tags=camera",
            "hc.tags=update",
            "hc.tags=security",
            "rollcall.do=Put the key of the cards into secrets/, or set code.signature; docs/configuration.md says how."
        })
public final class CodeCheck implements HealthCheck {
    private final CardCodes codes;

    @Activate
    public CodeCheck(@Reference CardCodes codes) {
        this.codes = codes;
    }

    @Override
    public Result execute() {
        Optional<String> problem = codes.problem();
        if (problem.isEmpty()) {
            return new Result(Result.Status.OK, "cards can be checked");
        }
        return codes.isRequired()
                ? new Result(Result.Status.CRITICAL, "no card is taken: " + problem.get())
                : new Result(Result.Status.WARN, "signed cards are refused: " + problem.get());
    }
}
