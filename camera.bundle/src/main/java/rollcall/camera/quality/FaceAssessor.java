package rollcall.camera.quality;

import rollcall.camera.Frame;

/** Measures the face in a frame. Belongs to one thread. */
public interface FaceAssessor extends AutoCloseable {
    /** All checks on one frame; takes some ten milliseconds. */
    Assessment assess(Frame frame);

    /** Whether somebody wants to see the measures of every frame, also while no card was shown. */
    default boolean isWatched() {
        return false;
    }

    /** Frees native memory. Calling again does nothing. */
    @Override
    void close();
}
