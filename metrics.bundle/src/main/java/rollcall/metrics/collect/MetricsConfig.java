package rollcall.metrics.collect;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Section {@code metrics} of the configuration. */
@ObjectClassDefinition(name = "Rollcall metrics", description = "What is told in figures.")
public @interface MetricsConfig {
    @AttributeDefinition(name = "Enabled", description = "Whether figures are told; if not, they are empty")
    boolean enabled() default true;

    @AttributeDefinition(
            name = "Format",
            options = @Option(label = "Prometheus", value = "prometheus"),
            description = "prometheus; the only one the predecessor knew, too")
    String export__format() default "prometheus";

    @AttributeDefinition(
            name = "Legacy names",
            description = "Whether figures bear the predecessor's names besides those that begin with attendance_")
    boolean legacyNames() default true;

    @AttributeDefinition(
            name = "Label sets",
            min = "10",
            max = "1000",
            description = "The most label sets of one figure, 10 to 1000; the rest are told together as 'other'")
    int maxLabelSets() default 100;

    @AttributeDefinition(
            name = "Remote write",
            description = "Address of a Prometheus that takes samples, such as"
                    + " https://metrics.school.example/api/v1/write; empty for none")
    String remote__write_url() default "";

    @AttributeDefinition(
            name = "Remote write interval",
            min = "15",
            max = "3600",
            description = "Seconds between two requests, 15 to 3600")
    int remote__write_interval() default 60;

    @AttributeDefinition(
            name = "Remote write age",
            min = "1",
            max = "72",
            description = "Hours after which a sample is not sent any more, 1 to 72; not more than the receiver's"
                    + " out_of_order_time_window, or 1 if it has none")
    int remote__write_max__age__hours() default 1;

    @AttributeDefinition(
            name = "Remote write instance",
            description = "Label 'instance' of every series; empty for the machine's name")
    String remote__write_instance() default "";
}
