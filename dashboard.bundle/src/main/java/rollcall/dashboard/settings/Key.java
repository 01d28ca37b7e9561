package rollcall.dashboard.settings;

import java.util.List;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * A key of the configuration as its bundle declares it.
 *
 * @param section the part of the file it stands in
 * @param name its path below that, joined with dots
 * @param title for people
 * @param description what it means, with its range
 * @param type of {@link AttributeDefinition}
 * @param list whether it holds several values
 * @param options what it may be, if that is a choice
 * @param preset what counts where the file says nothing
 */
public record Key(
        String section,
        String name,
        String title,
        String description,
        int type,
        boolean list,
        List<String> options,
        List<String> preset) {
    /** What is shown in place of a value that is nobody's business. */
    public static final String MASK = "***REDACTED***";

    public Key {
        options = List.copyOf(options);
        preset = List.copyOf(preset);
    }

    /** Whether its values are secret or about a person: declared as a password, which holds for whatever must not be shown. */
    public boolean secret() {
        return type == AttributeDefinition.PASSWORD;
    }
}
