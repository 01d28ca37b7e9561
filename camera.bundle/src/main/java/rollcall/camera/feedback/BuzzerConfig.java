package rollcall.camera.feedback;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Section {@code buzzer} of the configuration, as the predecessor has it. */
@ObjectClassDefinition(name = "Rollcall buzzer", description = "A buzzer at a pin, and when it sounds.")
@interface BuzzerConfig {
    @AttributeDefinition(name = "Enabled", description = "Whether there is a buzzer")
    boolean enabled() default true;

    @AttributeDefinition(name = "Pin", min = "0", max = "53", description = "Its pin by BCM number, 0 to 53")
    int gpio__pin() default 23;

    @AttributeDefinition(name = "Card read", description = "Milliseconds on, off, on... when a card was read")
    int[] qr__detected__pattern() default {100, 50, 100};

    @AttributeDefinition(name = "Face good", description = "Milliseconds on, off, on... when the face is good")
    int[] face__detected__pattern() default {50};

    @AttributeDefinition(name = "Success", description = "Milliseconds on, off, on... when a scan counts")
    int[] success__pattern() default {200, 100, 200, 100, 200};

    @AttributeDefinition(name = "Error", description = "Milliseconds on, off, on... when a card is refused")
    int[] error__pattern() default {1000};

    @AttributeDefinition(name = "Duplicate", description = "Milliseconds on, off, on... when a scan was made before")
    int[] duplicate__pattern() default {100, 100, 100, 100, 100};
}
