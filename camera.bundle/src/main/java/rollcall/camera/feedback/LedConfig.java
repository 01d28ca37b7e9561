package rollcall.camera.feedback;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Section {@code rgb_led} of the configuration, as the predecessor has it. */
@ObjectClassDefinition(name = "Rollcall light", description = "A light of three colours at three pins.")
@interface LedConfig {
    @AttributeDefinition(name = "Enabled", description = "Whether there is a light")
    boolean enabled() default true;

    @AttributeDefinition(name = "Red", min = "0", max = "53", description = "Pin of red by BCM number, 0 to 53")
    int gpio__pins_red() default 26;

    @AttributeDefinition(name = "Green", min = "0", max = "53", description = "Pin of green by BCM number, 0 to 53")
    int gpio__pins_green() default 6;

    @AttributeDefinition(name = "Blue", min = "0", max = "53", description = "Pin of blue by BCM number, 0 to 53")
    int gpio__pins_blue() default 24;

    @AttributeDefinition(
            name = "Hold",
            min = "100",
            max = "10000",
            description = "Milliseconds for which an outcome is shown, 100 to 10000")
    int hold__duration__ms() default 2_000;

    @AttributeDefinition(
            name = "Card read",
            description = "Red, green, blue from 0 to 255; from 64 on the colour is on")
    int[] colors_qr__detected() default {0, 0, 255};

    @AttributeDefinition(
            name = "Face good",
            description = "Red, green, blue from 0 to 255; from 64 on the colour is on")
    int[] colors_face__detected() default {255, 80, 0};

    @AttributeDefinition(name = "Success", description = "Red, green, blue from 0 to 255; from 64 on the colour is on")
    int[] colors_success() default {0, 255, 0};

    @AttributeDefinition(name = "Error", description = "Red, green, blue from 0 to 255; from 64 on the colour is on")
    int[] colors_error() default {255, 0, 0};

    @AttributeDefinition(
            name = "Duplicate",
            description = "Red, green, blue from 0 to 255; from 64 on the colour is on")
    int[] colors_duplicate() default {255, 150, 0};

    @AttributeDefinition(name = "Late", description = "Red, green, blue from 0 to 255; from 64 on the colour is on")
    int[] colors_late() default {255, 80, 0};
}
