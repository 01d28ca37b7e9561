package rollcall.sync.pull;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Section {@code pull} of the configuration. */
@ObjectClassDefinition(name = "Rollcall pull", description = "Where roster and schedule are fetched from.")
public @interface PullConfig {
    @AttributeDefinition(
            name = "Roster",
            description = "Address of a roster as CSV or JSON, or of PostgREST; empty for none")
    String roster_url() default "";

    @AttributeDefinition(
            name = "Roster's shape",
            options = {@Option(value = "file"), @Option(value = "students")},
            description = "What is there: file, or students for the predecessor's table behind PostgREST")
    String roster_shape() default "file";

    @AttributeDefinition(
            name = "Schedule",
            description = "Address of a schedule as etc/schedule.json is written, or of PostgREST; empty for none")
    String schedule_url() default "";

    @AttributeDefinition(
            name = "Schedule's shape",
            options = {@Option(value = "file"), @Option(value = "school_schedules")},
            description = "What is there: file, or school_schedules for the predecessor's table behind PostgREST")
    String schedule_shape() default "file";

    @AttributeDefinition(
            name = "Minutes",
            min = "1",
            max = "1440",
            description = "Minutes between two looks, 1 to 1440")
    int minutes() default 15;

    @AttributeDefinition(
            name = "Most gone",
            min = "0",
            max = "100",
            description = "Percent of the students that a new roster may lack without being held, 0 to 100")
    int maxGonePercent() default 20;

    @AttributeDefinition(
            name = "Guardians",
            description = "Whether guardians' phone numbers are fetched and kept, for messages")
    boolean guardians() default false;

    @AttributeDefinition(
            name = "Certificates",
            description = "PEM file of authorities to be trusted instead of the system's; empty for the system's")
    String caFile() default "";
}
