package rollcall.camera;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Opens frame streams of one scheme; a whiteboard service, found by {@link #scheme()}.
 *
 * <p>A camera address is {@code scheme} or {@code scheme:rest}; this source gets the rest.
 */
@ConsumerType
public interface FrameSource {
    /** The scheme this source opens, such as {@code v4l2}: lower-case letters and digits. */
    String scheme();

    /** Whether people stand in front of it: a camera, and no recording. */
    default boolean isLive() {
        return false;
    }

    /**
     * Opens a stream.
     *
     * @param rest what stood behind {@code scheme:}, may be empty
     * @throws IOException with one line for people that says what is wrong and what to do, if it cannot be opened now
     */
    FrameStream open(String rest) throws IOException;
}
