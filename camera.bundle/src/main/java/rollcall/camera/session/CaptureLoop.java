package rollcall.camera.session;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import rollcall.camera.CameraState;
import rollcall.camera.CameraState.Phase;
import rollcall.camera.Frame;
import rollcall.camera.FrameStream;
import rollcall.camera.UnreadableFrameException;

/**
 * One round of the camera at a time: open the source if need be, take a frame, let the capture session
 * have it.
 *
 * <p>{@link #step()} belongs to one thread; {@link #state()} may be read by any.
 */
final class CaptureLoop implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("rollcall.camera");

    /** How long one step waits for a frame. */
    static final Duration PATIENCE = Duration.ofMillis(200);

    /** Without a frame for this long the source is called idle. */
    private static final long IDLE_NANOS = Duration.ofSeconds(2).toNanos();

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

    /** Opens the source, or says in one line why that is not possible now. */
    @FunctionalInterface
    interface Opener {
        FrameStream open() throws IOException, InterruptedException;
    }

    private final String source;
    private final Opener opener;
    private final FrameHandler session;
    private final LongSupplier nanoTime;

    private @Nullable FrameStream stream;
    private Duration retry = FIRST_RETRY;
    private long lastFrameNanos;
    private volatile CameraState state;

    CaptureLoop(String source, Opener opener, FrameHandler session, LongSupplier nanoTime) {
        this.source = source;
        this.opener = opener;
        this.session = session;
        this.nanoTime = nanoTime;
        this.state = new CameraState(Phase.OPENING, source, "opening " + source, Optional.empty(), 0);
    }

    CameraState state() {
        return state;
    }

    /** Does one round and returns how long to rest before the next. */
    Duration step() throws InterruptedException {
        try {
            FrameStream open = stream;
            if (open == null) {
                open = opener.open();
                stream = open;
                retry = FIRST_RETRY;
                lastFrameNanos = nanoTime.getAsLong();
                change(Phase.WATCHING, "watching " + source);
            }
            watch(open);
            return Duration.ZERO;
        } catch (UnreadableFrameException e) {
            LOG.log(System.Logger.Level.WARNING, String.valueOf(e.getMessage()));
            return Duration.ZERO;
        } catch (IOException e) {
            change(Phase.UNAVAILABLE, String.valueOf(e.getMessage()));
            closeStream();
            session.sourceLost();
            Duration rest = retry;
            retry = retry.multipliedBy(2).compareTo(LONGEST_RETRY) < 0 ? retry.multipliedBy(2) : LONGEST_RETRY;
            return rest;
        }
    }

    private void watch(FrameStream open) throws IOException, InterruptedException {
        Optional<Frame> frame = open.next(PATIENCE);
        long now = nanoTime.getAsLong();
        if (frame.isEmpty()) {
            if (now - lastFrameNanos > IDLE_NANOS) {
                change(Phase.IDLE, source + " has no new frames");
            }
            session.idle();
            return;
        }
        lastFrameNanos = now;
        Instant takenAt = frame.get().takenAt();
        CameraState before = state;
        state = new CameraState(before.phase(), source, before.message(), Optional.of(takenAt), before.frames() + 1);
        change(Phase.WATCHING, "watching " + source);
        session.frame(frame.get());
        change(Phase.WATCHING, "watching " + source);
    }

    /** Tells that a card waits for the store; the next round tells otherwise. */
    void holding(String message) {
        change(Phase.HOLDING, message);
    }

    private void change(Phase phase, String message) {
        CameraState before = state;
        if (before.phase() == phase && before.message().equals(message)) {
            return;
        }
        state = new CameraState(phase, source, message, before.lastFrame(), before.frames());
        LOG.log(phase == Phase.UNAVAILABLE ? System.Logger.Level.WARNING : System.Logger.Level.INFO, message);
    }

    private void closeStream() {
        FrameStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        session.abandon();
        closeStream();
    }
}
