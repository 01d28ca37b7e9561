package rollcall.camera;

import java.time.Instant;
import java.util.Optional;

/**
 * How the camera is doing.
 *
 * @param phase what it is doing
 * @param source the address it reads from, without secrets
 * @param message one line for people: what is going on and, if something is wrong, what to do
 * @param lastFrame when the newest frame was taken
 * @param frames frames read since the camera started
 */
public record CameraState(Phase phase, String source, String message, Optional<Instant> lastFrame, long frames) {
    /** What the camera is doing. */
    public enum Phase {
        /** Opening the source; tried again by itself after a failure. */
        OPENING,
        /** Frames arrive. */
        WATCHING,
        /** The source is fine and has no more frames for now. */
        IDLE,
        /** A card was read and waits for the store: "one moment". */
        HOLDING,
        /** The source cannot be opened or broke; the message says what to do. */
        UNAVAILABLE
    }
}
