package rollcall.metrics.collect;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Section {@code metrics} of the configuration. */
@ObjectClassDefinition(name = "Rollcall metrics", description = "What is told in figures.")
@interface MetricsConfig {
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
}
