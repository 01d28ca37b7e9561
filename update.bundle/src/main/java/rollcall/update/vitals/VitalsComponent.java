package rollcall.update.vitals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * Tells the launcher how bundles are: each health check that is in a critical state, each component that waits for
 * something. Name to what is wrong, empty if nothing is. Asked once a second while an update is on probation.
 */
@Component(
        service = Supplier.class,
        property = {"rollcall.vitals=update"})
public final class VitalsComponent implements Supplier<Map<String, String>> {
    private final ServiceComponentRuntime components;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Map.Entry<Map<String, Object>, HealthCheck>> checks = List.of();

    @Activate
    public VitalsComponent(@Reference ServiceComponentRuntime components) {
        this.components = components;
    }

    @Override
    public Map<String, String> get() {
        Map<String, String> found = new LinkedHashMap<>();
        for (Map.Entry<Map<String, Object>, HealthCheck> check : checks) {
            found.put("check " + check.getKey().get(HealthCheck.NAME), words(check.getValue()));
        }
        for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs()) {
            found.put("component " + description.name, waiting(description));
        }
        return found;
    }

    /** A warning is no reason to undo an update: a full disk or a far end that is away are not its doing. */
    private static String words(HealthCheck check) {
        try {
            Result result = check.execute();
            return switch (result.getStatus()) {
                case OK, WARN, TEMPORARILY_UNAVAILABLE -> "";
                case CRITICAL, HEALTH_CHECK_ERROR -> result.getStatus() + ": " + first(result);
            };
        } catch (RuntimeException e) {
            return "the check fails: " + e;
        }
    }

    private static String first(Result result) {
        for (var entry : result) {
            return String.valueOf(entry.getMessage());
        }
        return "";
    }

    /** Empty if one configuration of it is well, or nobody wants one. */
    private String waiting(ComponentDescriptionDTO description) {
        String words = "";
        for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(description)) {
            switch (configuration.state) {
                case ComponentConfigurationDTO.ACTIVE, ComponentConfigurationDTO.SATISFIED -> {
                    return "";
                }
                case ComponentConfigurationDTO.FAILED_ACTIVATION -> words = "could not be activated";
                case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                    words = "waits for "
                            + (configuration.unsatisfiedReferences.length == 0
                                    ? "something"
                                    : configuration.unsatisfiedReferences[0].name);
                default -> {}
            }
        }
        return words;
    }
}
