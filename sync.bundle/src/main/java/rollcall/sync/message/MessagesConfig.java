package rollcall.sync.message;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Section {@code messages} of the configuration. */
@ObjectClassDefinition(name = "Rollcall messages", description = "What guardians are told by SMS, and when.")
public @interface MessagesConfig {
    @AttributeDefinition(name = "Enabled", description = "Whether guardians are told anything")
    boolean enabled() default false;

    @AttributeDefinition(name = "School", description = "Name of the school in messages")
    String schoolName() default "School";

    @AttributeDefinition(name = "Arrival", description = "Said when a student comes in time; empty for nothing")
    String arrival() default "{student_name} arrived at {school_name} at {time} on {date}.";

    @AttributeDefinition(name = "Late", description = "Said when a student comes late; empty for nothing")
    String late() default "{student_name} arrived late at {school_name} at {time} on {date}.";

    @AttributeDefinition(name = "Departure", description = "Said when a student goes; empty for nothing")
    String departure() default "{student_name} left {school_name} at {time} on {date}.";

    @AttributeDefinition(name = "Absence", description = "Said when a student was not seen, see absenceAt")
    String absence() default "{student_name} was not seen at {school_name} until {time} on {date}.";

    @AttributeDefinition(
            name = "Absence at",
            description = "Time such as 10:00 at which guardians of those not seen are told; empty for never")
    String absenceAt() default "";

    @AttributeDefinition(
            name = "Most absent",
            min = "1",
            max = "100",
            description =
                    "Percent of the expected that may be absent; with more nobody is told of an absence, 1 to 100")
    int maxAbsentPercent() default 30;

    @AttributeDefinition(
            name = "Quiet hours",
            description = "Two times such as 22:00-06:00 between which nothing is sent; empty for none")
    String quietHours() default "22:00-06:00";

    @AttributeDefinition(
            name = "Age",
            min = "5",
            max = "1440",
            description = "Minutes after which a message that could not be sent is dropped, 5 to 1440")
    int maxAgeMinutes() default 120;

    @AttributeDefinition(name = "Budget", min = "1", max = "100000", description = "Most tries a day, 1 to 100000")
    int dailyBudget() default 1_000;

    @AttributeDefinition(
            name = "Country",
            description = "What takes the place of a leading 0 of numbers, such as +63; empty for nothing")
    String countryPrefix() default "";

    @AttributeDefinition(name = "Untrusted clock", description = "Whether scans are told whose time cannot be trusted")
    boolean untrustedClock() default false;

    @AttributeDefinition(name = "Time zone", description = "Zone of times in messages; empty for the system's")
    String timeZone() default "";
}
