package rollcall.store.sqlite;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Section {@code store} of the configuration. */
@ObjectClassDefinition(name = "Rollcall store", description = "Where and by which rules scans are kept.")
@interface StoreConfig {
    @AttributeDefinition(
            name = "Time zone",
            description = "Zone of the school, a name of the IANA database such as Asia/Manila; empty for the system's")
    String timeZone() default "";

    @AttributeDefinition(
            name = "Cooldown",
            min = "0",
            max = "1440",
            description = "Minutes in which a second scan of the same code is a duplicate, 0 to 1440")
    int cooldownMinutes() default 10;

    @AttributeDefinition(
            name = "Code pattern",
            description = "Regular expression that a whole code must match; anything else is refused as malformed")
    String codePattern() default "[A-Za-z0-9][A-Za-z0-9._/-]{0,63}";
}
