package rollcall.camera.feedback;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Section {@code sound} of the configuration. */
@ObjectClassDefinition(name = "Rollcall sound", description = "Sound files for what happens.")
@interface SoundConfig {
    @AttributeDefinition(name = "Enabled", description = "Whether etc/sounds/SIGNAL.wav are played")
    boolean enabled() default false;

    @AttributeDefinition(name = "Player", description = "The program that plays a file, with its arguments")
    String[] player() default {"aplay", "-q"};
}
