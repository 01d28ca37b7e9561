package rollcall.camera.session;

import java.time.Duration;
import rollcall.camera.Frame;

/** What is done with frames. Belongs to the thread that takes them. */
interface FrameHandler {
    /** Takes a frame. */
    void frame(Frame frame) throws InterruptedException;

    /** How long no frame needs to be taken, because nobody is there. */
    default Duration rest() {
        return Duration.ZERO;
    }

    /** Time passed and no frame came. */
    void idle() throws InterruptedException;

    /** The source broke: whatever is open ends with what there is. */
    void sourceLost() throws InterruptedException;

    /** Leaves what is open; nothing was promised to anybody. */
    void abandon();
}
