package rollcall.camera;

import java.time.Instant;

/**
 * One picture from a camera.
 *
 * @param width columns, 1 to {@value #MAX_SIDE}
 * @param height rows, 1 to {@value #MAX_SIDE}
 * @param bgr the pixels row by row, three bytes each in the order blue, green, red; {@code width * height * 3} bytes,
 *     owned by the frame: whoever holds it only reads
 * @param takenAt when it was taken
 */
@SuppressWarnings("ArrayRecordComponent") // a copy of a megabyte per frame would buy nothing: frames are never compared
public record Frame(int width, int height, byte[] bgr, Instant takenAt) {
    /** The longest side a frame may have, in pixels. */
    public static final int MAX_SIDE = 10_000;

    public Frame {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException("frame of " + width + "x" + height + ": sides go from 1 to " + MAX_SIDE);
        }
        if (bgr.length != width * height * 3) {
            throw new IllegalArgumentException("frame of " + width + "x" + height + " with " + bgr.length
                    + " bytes, expected " + width * height * 3);
        }
    }
}
