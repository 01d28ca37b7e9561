package rollcall.update.lull;

import java.util.Set;
import java.util.function.BooleanSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.camera.Camera;

/** Tells the launcher that a student stands at the terminal, from the card until the scan is decided. */
@Component(
        service = BooleanSupplier.class,
        property = {"rollcall.busy=a student is at the terminal"})
public final class StudentAtTerminal implements BooleanSupplier {
    private static final Set<String> AT_WORK = Set.of("code_read", "guiding", "holding_still", "captured");

    private final Camera camera;

    @Activate
    public StudentAtTerminal(@Reference Camera camera) {
        this.camera = camera;
    }

    @Override
    public boolean getAsBoolean() {
        return AT_WORK.contains(camera.session().state());
    }
}
