package rollcall.camera.code;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Section {@code code} of the configuration. */
@ObjectClassDefinition(name = "Rollcall codes", description = "What the text of a card has to be besides a code.")
@interface CodeConfig {
    @AttributeDefinition(
            name = "Signature",
            options = {@Option("off"), @Option("accepted"), @Option("required")},
            description =
                    "Whether cards are signed: off (the text is the code), accepted (a signature is checked where there is one) or required")
    String signature() default "off";
}
