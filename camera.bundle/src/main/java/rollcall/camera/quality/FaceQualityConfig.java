package rollcall.camera.quality;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Section {@code face_quality} of the configuration; the defaults are those of the field but for light and eyes (docs/decisions.md). */
@ObjectClassDefinition(name = "Rollcall face quality", description = "What a face photo has to be like.")
@interface FaceQualityConfig {
    @AttributeDefinition(
            name = "Face width",
            min = "20",
            max = "1000",
            description = "Pixels a face has to be wide, 20 to 1000")
    double minWidth() default 60;

    @AttributeDefinition(
            name = "Offset",
            min = "0.01",
            max = "0.5",
            description = "How far from the middle a face may be, as a share of the frame, 0.01 to 0.5")
    double maxOffset() default 0.25;

    @AttributeDefinition(
            name = "Yaw",
            min = "1",
            max = "90",
            description = "Degrees the head may be turned to the side, 1 to 90")
    double maxYaw() default 35;

    @AttributeDefinition(
            name = "Pitch",
            min = "1",
            max = "90",
            description = "Degrees the head may be turned up or down, 1 to 90")
    double maxPitch() default 35;

    @AttributeDefinition(name = "Roll", min = "1", max = "90", description = "Degrees the head may be tilted, 1 to 90")
    double maxRoll() default 80;

    @AttributeDefinition(
            name = "Eyes",
            min = "0",
            max = "1",
            description = "Height of an open eye as a share of its width, at least, 0 to 1")
    double minEyes() default 0.18;

    @AttributeDefinition(
            name = "Mouth",
            min = "0.01",
            max = "2",
            description = "Gap between the lips as a share of the mouth's width, at most, 0.01 to 2")
    double maxMouth() default 0.5;

    @AttributeDefinition(
            name = "Sharpness",
            min = "1",
            max = "10000",
            description = "Variance of the Laplacian, at least, 1 to 10000")
    double minSharpness() default 80;

    @AttributeDefinition(
            name = "Brightness from",
            min = "0",
            max = "254",
            description = "Mean grey value of the face, at least, 0 to 254")
    double minBrightness() default 55;

    @AttributeDefinition(
            name = "Brightness to",
            min = "1",
            max = "255",
            description = "Mean grey value of the face, at most, 1 to 255, above minBrightness")
    double maxBrightness() default 180;

    @AttributeDefinition(
            name = "Unevenness",
            min = "1",
            max = "127",
            description = "Standard deviation of the light across the face, below this, 1 to 127")
    double maxUnevenness() default 40;

    @AttributeDefinition(
            name = "Dark share",
            min = "0.01",
            max = "1",
            description = "Share of the face that may lie in the dark, below this, 0.01 to 1")
    double maxDarkShare() default 0.2;

    @AttributeDefinition(
            name = "Dark level",
            min = "1",
            max = "127",
            description = "Grey value below which a part of the face lies in the dark, 1 to 127")
    int darkLevel() default 40;
}
