package rollcall.faces;

import java.io.IOException;
import java.io.InputStream;

/**
 * The weights of two nets by MediaPipe, in TensorFlow Lite's format, under the Apache License 2.0. Where they come from and their
 * checksums are in {@code SOURCES.md} beside them. Safe from any thread.
 */
public final class FaceModels {
    private FaceModels() {}

    /**
     * BlazeFace for short range. In: 1x128x128x3, red, green, blue from -1 to 1. Out: {@code regressors} 1x896x16 and
     * {@code classificators} 1x896x1.
     */
    public static byte[] detection() {
        return read("face_detection_short_range.tflite");
    }

    /** Face mesh. In: 1x192x192x3, red, green, blue from 0 to 1. Out: 468 points of three in pixels, and a score. */
    public static byte[] mesh() {
        return read("face_landmark.tflite");
    }

    private static byte[] read(String name) {
        try (InputStream in = FaceModels.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in its bundle");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read from its bundle", e);
        }
    }
}
