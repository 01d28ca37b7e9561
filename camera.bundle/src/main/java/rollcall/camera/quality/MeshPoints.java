package rollcall.camera.quality;

import java.util.List;

/**
 * The points of the face mesh that the checks need, by their numbers in MediaPipe's canonical face model. Left and right are the
 * person's own.
 */
final class MeshPoints {
    static final int FOREHEAD = 10;
    static final int CHIN = 152;
    static final int RIGHT_EYE_OUTER = 33;
    static final int LEFT_EYE_OUTER = 263;

    /** Outer corner, two points of the upper lid, inner corner, two points of the lower lid. */
    static final List<Integer> RIGHT_EYE = List.of(33, 160, 158, 133, 153, 144);

    static final List<Integer> LEFT_EYE = List.of(263, 387, 385, 362, 380, 373);

    static final int LIP_UPPER_INNER = 13;
    static final int LIP_LOWER_INNER = 14;
    static final int MOUTH_RIGHT_INNER = 78;
    static final int MOUTH_LEFT_INNER = 308;

    private MeshPoints() {}
}
