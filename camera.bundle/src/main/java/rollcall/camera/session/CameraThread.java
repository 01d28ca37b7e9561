package rollcall.camera.session;

import java.time.Duration;
import java.util.List;
import rollcall.camera.CameraState.Phase;

/** Runs the {@link CaptureLoop} on a thread of its own named {@code camera}; the loop's errors are caught here alone. */
final class CameraThread {
    private static final System.Logger LOG = System.getLogger("rollcall.camera");
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** Longer than a commit on a slow card takes; a stop waits for a commit that is under way. */
    private static final long STOP_MILLIS = 5_000;

    private final CaptureLoop loop;
    private final List<AutoCloseable> eyes;
    private final Runnable stateChanged;
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * A thread for a loop.
     *
     * @param eyes closed by this thread when the loop is, for native memory is freed by the one that uses it
     */
    CameraThread(CaptureLoop loop, List<AutoCloseable> eyes, Runnable stateChanged) {
        this.loop = loop;
        this.eyes = eyes;
        this.stateChanged = stateChanged;
        this.thread = new Thread(this::run, "camera");
    }

    void start() {
        thread.start();
    }

    /**
     * Ends the thread. Interrupting is safe at any point: it wakes waits for frames and for the store, while a commit that
     * is under way is native code that does not notice, and its scan is then announced.
     */
    void stop() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join(STOP_MILLIS);
        if (thread.isAlive()) {
            LOG.log(System.Logger.Level.WARNING, "the camera thread did not end within {0} ms", STOP_MILLIS);
        }
    }

    private void run() {
        Phase shown = loop.state().phase();
        try {
            while (!stopped) {
                Duration rest = stepSafely();
                if (loop.state().phase() != shown) {
                    shown = loop.state().phase();
                    stateChanged.run();
                }
                if (!rest.isZero()) {
                    Thread.sleep(rest.toMillis());
                }
            }
        } catch (InterruptedException e) {
            // The way stop() ends this thread; there is nothing left to interrupt.
            stopped = true;
        } finally {
            loop.close();
            eyes.forEach(this::close);
        }
    }

    private void close(AutoCloseable eye) {
        try {
            eye.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "something of the camera was not closed", e);
        }
    }

    private Duration stepSafely() throws InterruptedException {
        try {
            return loop.step();
        } catch (RuntimeException | LinkageError e) {
            if (!stopped) {
                LOG.log(System.Logger.Level.ERROR, "the camera failed and goes on", e);
            }
            return AFTER_FAILURE;
        }
    }
}
