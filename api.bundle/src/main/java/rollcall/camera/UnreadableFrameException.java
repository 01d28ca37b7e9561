package rollcall.camera;

import java.io.IOException;

/** One frame could not be read while its stream is fine; the message is one line for people. */
public class UnreadableFrameException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnreadableFrameException(String message) {
        super(message);
    }
}
