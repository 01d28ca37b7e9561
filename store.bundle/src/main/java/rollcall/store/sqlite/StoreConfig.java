package rollcall.store.sqlite;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Section {@code store} of the configuration. */
@ObjectClassDefinition(name = "Rollcall store", description = "Where and by which rules scans are kept.")
public @interface StoreConfig {
    @AttributeDefinition(
            name = "Device",
            description = "Name of this terminal in every scan, 1 to 64 letters, digits, dots, underscores and dashes;"
                    + " empty for the machine's name")
    String device() default "";

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

    @AttributeDefinition(
            name = "Unknown codes",
            options = {@Option(value = "accept"), @Option(value = "reject")},
            description =
                    "What happens to a well-formed code that the roster does not list: accept (stored and flagged)"
                            + " or reject")
    String unknownCodes() default "reject";

    @AttributeDefinition(
            name = "Holdover",
            min = "0",
            max = "720",
            description = "Hours for which the clock is believed after it was last set by a time server, 0 to 720")
    int holdoverHours() default 24;

    @AttributeDefinition(
            name = "Backup",
            min = "0",
            max = "8760",
            description = "Hours between two backups of the database in data/backups, 0 to 8760; 0 for none")
    int backupHours() default 24;

    @AttributeDefinition(
            name = "Largest photo",
            min = "20",
            max = "4096",
            description = "Kilobytes a photo may have, 20 to 4096; a larger one is made smaller before it is stored")
    int photoMaxKilobytes() default 200;

    @AttributeDefinition(
            name = "Photo quality",
            min = "30",
            max = "100",
            description =
                    "JPEG quality in percent that a photo that is too large is first written anew with, 30 to 100")
    int photoQuality() default 85;
}
