package rollcall.camera.session;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Section {@code camera} of the configuration. */
@ObjectClassDefinition(name = "Rollcall camera", description = "Where frames come from and how cards are treated.")
@interface CameraConfig {
    @AttributeDefinition(
            name = "Source",
            description =
                    "Where frames come from: demo, dir:FOLDER[?loop], file:FILE, v4l2:N, csi, rtsp://..., http://...")
    String source();

    @AttributeDefinition(
            name = "Release",
            min = "100",
            max = "60000",
            description = "Milliseconds without a card after which it counts as shown anew, 100 to 60000")
    int releaseMillis() default 2_000;

    @AttributeDefinition(
            name = "Hold",
            min = "1",
            max = "60",
            description = "Seconds a card that was read waits for the store before it has to be shown again, 1 to 60")
    int holdSeconds() default 10;

    @AttributeDefinition(
            name = "Photo",
            options = {@Option("live"), @Option("always"), @Option("never")},
            description =
                    "When a face photo is taken: live (if the source is a camera and no recording), always or never")
    String photo() default "live";

    @AttributeDefinition(
            name = "Stable",
            min = "0",
            max = "10000",
            description = "Milliseconds for which every check has to pass before the photo counts, 0 to 10000")
    int stableMillis() default 2_000;

    @AttributeDefinition(
            name = "Patience",
            min = "2",
            max = "120",
            description =
                    "Seconds after the card in which a good photo has to come, 2 to 120, longer than stableMillis")
    int patienceSeconds() default 15;

    @AttributeDefinition(
            name = "On timeout",
            options = {@Option("record"), @Option("record-without-photo"), @Option("reject")},
            description =
                    "What happens without a good photo: record (with the best frame), record-without-photo or reject")
    String onTimeout() default "record";

    @AttributeDefinition(
            name = "Unknown check",
            options = {@Option("fail"), @Option("pass")},
            description = "What a quality check counts as that could measure nothing: fail or pass")
    String unknownCheck() default "fail";

    @AttributeDefinition(
            name = "Language",
            options = {@Option("en"), @Option("fil")},
            description = "Language of what is said to students: en or fil")
    String language() default "en";

    @AttributeDefinition(
            name = "Share of a core",
            min = "10",
            max = "100",
            description = "Percent of one core that looking at the frames of a camera may take, 10 to 100")
    int cpuPercent() default 75;

    @AttributeDefinition(
            name = "Stall",
            min = "1",
            max = "300",
            description = "Seconds without a picture after which a camera is opened anew, 1 to 300")
    int stallSeconds() default 5;

    @AttributeDefinition(
            name = "Black",
            min = "1",
            max = "3600",
            description = "Seconds of black pictures after which a camera is opened anew, 1 to 3600")
    int blackSeconds() default 20;
}
