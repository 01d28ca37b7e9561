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
import rollcall.camera.recovery.Backoff;
import rollcall.camera.recovery.CameraErrors;
import rollcall.camera.recovery.SourceFailure;
import rollcall.camera.recovery.SourceFailure.Kind;
import rollcall.camera.recovery.Watchdog;

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

    /** Opens the source, or says in one line why that is not possible now. */
    @FunctionalInterface
    interface Opener {
        FrameStream open() throws IOException, InterruptedException;

        /** Whether what was opened last is a camera, from which frames must come without end. */
        default boolean isLive() {
            return false;
        }
    }

    private final String source;
    private final Opener opener;
    private final FrameHandler session;
    private final Watchdog watchdog;
    private final Backoff backoff;
    private final CameraErrors errors;
    private final LongSupplier nanoTime;

    private @Nullable FrameStream stream;
    private long lastFrameNanos;
    private volatile CameraState state;

    /**
     * A loop.
     *
     * @param source its address as people may see it
     */
    CaptureLoop(
            String source,
            Opener opener,
            FrameHandler session,
            Watchdog watchdog,
            Backoff backoff,
            CameraErrors errors,
            LongSupplier nanoTime) {
        this.source = source;
        this.opener = opener;
        this.session = session;
        this.watchdog = watchdog;
        this.backoff = backoff;
        this.errors = errors;
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
                open = open();
            }
            watch(open);
            return session.rest();
        } catch (SourceFailure e) {
            return failed(e.kind(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed(Kind.LOST, String.valueOf(e.getMessage()));
        }
    }

    private FrameStream open() throws SourceFailure, InterruptedException {
        try {
            FrameStream opened = opener.open();
            stream = opened;
            lastFrameNanos = nanoTime.getAsLong();
            watchdog.opened(lastFrameNanos);
            change(Phase.WATCHING, "watching " + source);
            return opened;
        } catch (IOException e) {
            throw new SourceFailure(Kind.OPEN, String.valueOf(e.getMessage()));
        }
    }

    private Duration failed(Kind kind, String message) throws InterruptedException {
        errors.failed(kind, message);
        change(Phase.UNAVAILABLE, message);
        closeStream();
        session.sourceLost();
        return backoff.pause();
    }

    private void watch(FrameStream open) throws IOException, InterruptedException {
        Optional<Frame> frame;
        try {
            frame = open.next(PATIENCE);
        } catch (UnreadableFrameException e) {
            LOG.log(System.Logger.Level.WARNING, String.valueOf(e.getMessage()));
            watchdog.unreadable(String.valueOf(e.getMessage()));
            return;
        }
        long now = nanoTime.getAsLong();
        if (frame.isEmpty()) {
            watchdog.silence(opener.isLive(), now);
            if (now - lastFrameNanos > IDLE_NANOS) {
                change(Phase.IDLE, source + " has no new frames");
            }
            session.idle();
            return;
        }
        lastFrameNanos = now;
        if (watchdog.frame(frame.get(), opener.isLive(), now)) {
            backoff.reset();
            errors.well();
        }
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
