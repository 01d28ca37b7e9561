package rollcall.camera.session;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Section {@code camera} of the configuration. */
@ObjectClassDefinition(name = "Rollcall camera", description = "Where frames come from and how cards are treated.")
@interface CameraConfig {
    @AttributeDefinition(
            name = "Source",
            description = "Where frames come from: demo, dir:FOLDER[?loop], file:FILE or v4l2:N")
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
}
