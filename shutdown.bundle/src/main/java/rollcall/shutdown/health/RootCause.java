package rollcall.shutdown.health;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Explains why a service is not there: follows what waits for what, down to what waits for nothing. */
final class RootCause {
    private final ServiceComponentRuntime runtime;
    private final Collection<ComponentDescriptionDTO> descriptions;

    RootCause(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
        this.descriptions = runtime.getComponentDescriptionDTOs();
    }

    /** Why nobody offers this service, a line. */
    String ofService(String service) {
        return ofService(service, new HashSet<>());
    }

    private String ofService(String service, Set<String> seen) {
        if (!seen.add(service)) {
            return simple(service) + " waits for itself";
        }
        List<ComponentDescriptionDTO> offer = descriptions.stream()
                .filter(description -> List.of(description.serviceInterfaces).contains(service))
                .toList();
        if (offer.isEmpty()) {
            return "no running bundle offers " + simple(service);
        }
        return offer.stream()
                .flatMap(description -> of(description, seen).stream())
                .findFirst()
                .orElse(simple(service) + " is just coming or going");
    }

    /** Why this component is not there; empty if it is. */
    Optional<String> of(ComponentDescriptionDTO description) {
        return of(description, new HashSet<>());
    }

    private Optional<String> of(ComponentDescriptionDTO description, Set<String> seen) {
        Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(description);
        if (configurations.isEmpty()) {
            return "require".equals(description.configurationPolicy)
                    ? Optional.of(waitsForConfiguration(description))
                    : Optional.empty();
        }
        return configurations.stream()
                .flatMap(configuration -> of(description, configuration, seen).stream())
                .findFirst();
    }

    private Optional<String> of(
            ComponentDescriptionDTO description, ComponentConfigurationDTO configuration, Set<String> seen) {
        return switch (configuration.state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> Optional.of(waitsForConfiguration(description));
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Optional.of(simple(description.name) + " failed: "
                        + String.valueOf(configuration.failure)
                                .lines()
                                .findFirst()
                                .orElse("the log says why"));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Stream.of(configuration.unsatisfiedReferences)
                        .findFirst()
                        .map(reference -> simple(description.name) + " waits for "
                                + simple(service(description, reference)) + ": "
                                + ofService(service(description, reference), seen));
            default -> Optional.empty();
        };
    }

    private static String service(ComponentDescriptionDTO description, UnsatisfiedReferenceDTO unsatisfied) {
        return Stream.of(description.references)
                .filter(reference -> reference.name.equals(unsatisfied.name))
                .map((ReferenceDTO reference) -> reference.interfaceName)
                .findFirst()
                .orElse(unsatisfied.name);
    }

    private static String waitsForConfiguration(ComponentDescriptionDTO description) {
        return simple(description.name) + " waits for its configuration, section "
                + String.join(", ", description.configurationPid).replace("rollcall.", "");
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
