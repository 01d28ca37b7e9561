package rollcall.camera.quality;

import rollcall.camera.Frame;

/** Measures the face in a frame. Belongs to one thread. */
public interface FaceAssessor extends AutoCloseable {
    /** All checks on one frame; takes some ten milliseconds. */
    Assessment assess(Frame frame);

    /** Frees native memory. Calling again does nothing. */
    @Override
    void close();
}
