package rollcall.store.disk;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Section {@code disk_monitor} of the configuration; two underscores stand for one in the key. */
@ObjectClassDefinition(name = "Rollcall disk", description = "When the disk is too full and what is removed in time.")
public @interface DiskConfig {
    @AttributeDefinition(
            name = "Warning",
            min = "1",
            max = "90",
            description = "Percent of the disk that are free below which a warning is given, 1 to 90")
    int warn__threshold__percent() default 10;

    @AttributeDefinition(
            name = "Critical",
            min = "0",
            max = "90",
            description = "Percent of the disk that are free below which the state is critical, 0 to 90")
    int critical__threshold__percent() default 5;

    @AttributeDefinition(
            name = "Days of photos",
            min = "0",
            max = "36500",
            description = "Days for which photos are kept, 0 to 36500; 0 for ever")
    int photo__retention__days() default 30;

    @AttributeDefinition(
            name = "Size of photos",
            min = "0",
            max = "1048576",
            description =
                    "Megabytes that all photos may have together, 0 to 1048576; the oldest go first; 0 for any size")
    int photo__max__size__mb() default 500;

    @AttributeDefinition(
            name = "Days of scans",
            min = "0",
            max = "36500",
            description = "Days for which scans are kept, 0 to 36500; 0 for ever")
    int scan__retention__days() default 0;

    @AttributeDefinition(
            name = "Reserve",
            min = "0",
            max = "1024",
            description = "Megabytes kept so that scans can still be stored on a full disk, 0 to 1024; 0 for none")
    int reserve__mb() default 16;

    @AttributeDefinition(
            name = "Unacknowledged",
            options = {@Option(value = "keep"), @Option(value = "remove")},
            description =
                    "What happens when their time is over to photos and scans that the far end never acknowledged:"
                            + " keep or remove")
    String unacknowledged() default "keep";
}
