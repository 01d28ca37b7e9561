package rollcall.camera;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** An open flow of frames, used by one thread. */
@ConsumerType
public interface FrameStream extends AutoCloseable {
    /**
     * The newest frame that was not given out yet; frames in between are dropped.
     *
     * @param patience how long to wait for one
     * @return empty if none came in that time, which is no error
     * @throws UnreadableFrameException if this one frame is bad and the next may be good
     * @throws IOException if the stream is broken and has to be opened anew
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    Optional<Frame> next(Duration patience) throws IOException, InterruptedException;

    /** Frees the device. Calling again does nothing. */
    @Override
    void close();
}
