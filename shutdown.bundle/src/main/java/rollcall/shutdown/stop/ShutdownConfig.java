package rollcall.shutdown.stop;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Section {@code shutdown} of the configuration. */
@ObjectClassDefinition(name = "Rollcall shutdown", description = "How long a stop may take.")
@interface ShutdownConfig {
    @AttributeDefinition(
            name = "Timeout",
            min = "5",
            max = "300",
            description = "Seconds a stop may take in all, 5 to 300; the phases have to fit in")
    int timeout() default 30;

    @AttributeDefinition(name = "Receipt", description = "Whether a file tells how the terminal stopped")
    boolean persist__state() default true;

    @AttributeDefinition(
            name = "Receipt's file",
            description = "Where that file is, from the terminal's folder and inside of it")
    String state__file() default "data/system_state.json";

    @AttributeDefinition(
            name = "Announce",
            min = "50",
            max = "60000",
            description = "Milliseconds to tell everybody, 50 to 60000")
    int announceMillis() default 500;

    @AttributeDefinition(
            name = "Intake",
            min = "250",
            max = "60000",
            description = "Milliseconds to take no more cards, 250 to 60000")
    int intakeMillis() default 2000;

    @AttributeDefinition(
            name = "Drain",
            min = "250",
            max = "60000",
            description = "Milliseconds to finish what is under way, 250 to 60000")
    int drainMillis() default 4000;

    @AttributeDefinition(
            name = "Flush",
            min = "250",
            max = "240000",
            description = "Milliseconds to send what is owed to far ends, 250 to 240000")
    int flushMillis() default 5000;

    @AttributeDefinition(
            name = "Store",
            min = "1000",
            max = "60000",
            description = "Milliseconds to close the database, 1000 to 60000; nobody else can use them up")
    int storeMillis() default 5000;

    @AttributeDefinition(
            name = "Framework",
            min = "1000",
            max = "60000",
            description = "Milliseconds for everything else, 1000 to 60000")
    int frameworkMillis() default 8000;
}
