package rollcall.camera.quality;

/**
 * A point of a face.
 *
 * @param x columns from the left edge of the frame, in pixels
 * @param y rows from the top edge of the frame, in pixels
 * @param z depth in pixels of the same size, smaller towards the camera
 */
record FacePoint(double x, double y, double z) {
    /** The distance in the picture, without the depth. */
    double distance(FacePoint other) {
        return Math.hypot(x - other.x, y - other.y);
    }
}
