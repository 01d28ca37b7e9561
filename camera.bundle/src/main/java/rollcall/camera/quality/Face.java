package rollcall.camera.quality;

import java.util.List;
import java.util.Optional;

/**
 * A face in a frame.
 *
 * @param box where it is
 * @param mesh the points of the face mesh, {@value #POINTS} in its order, if they were found
 * @param light the grey values of its skin, for sharpness and light
 */
record Face(Box box, Optional<List<FacePoint>> mesh, Light light) {
    /** Points of the face mesh. */
    static final int POINTS = 468;

    Face {
        if (mesh.isPresent() && mesh.get().size() != POINTS) {
            throw new IllegalArgumentException("mesh of " + mesh.get().size() + " points, expected " + POINTS);
        }
    }

    /**
     * A rectangle in a frame, which it may stick out of.
     *
     * @param x of the left edge, in pixels
     * @param y of the top edge, in pixels
     * @param width in pixels
     * @param height in pixels
     * @param frameWidth of the frame, in pixels
     * @param frameHeight of the frame, in pixels
     */
    record Box(double x, double y, double width, double height, int frameWidth, int frameHeight) {
        double centreX() {
            return x + width / 2;
        }

        double centreY() {
            return y + height / 2;
        }
    }

    /**
     * What was measured on the pixels of a face, at a width of {@link FaceLight#WIDTH} pixels so that it does not depend on the
     * distance.
     *
     * @param sharpness variance of the Laplacian
     * @param brightness mean grey value, 0 to 255
     * @param deviation standard deviation of the light across the face, in grey values
     * @param darkShare share of the face that is darker than {@code face_quality.darkLevel}, 0 to 1
     */
    record Light(double sharpness, double brightness, double deviation, double darkShare) {}
}
