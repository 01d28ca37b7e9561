package rollcall.camera.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rollcall.camera.Frame;
import rollcall.camera.FrameStream;

/**
 * Frames from a flow of JPEG files. A thread of its own named {@code camera-flow} reads them and keeps the newest alone, so that
 * nobody is shown what is past and memory is bounded; it is decoded when it is asked for.
 */
final class JpegFlow implements FrameStream {
    private static final long STOP_MILLIS = 2_000;

    private final Clock clock = Clock.systemUTC();
    private final Closeable origin;
    private final String name;
    private final Supplier<String> reason;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private byte @Nullable [] newest;
    private Instant takenAt = Instant.EPOCH;
    private @Nullable IOException end;

    /**
     * Begins to read.
     *
     * @param origin closed with this stream, which has to end a read that is under way
     * @param name what the camera is called in messages
     * @param reason asked when the flow ends: what the other side says about it, empty if nothing
     */
    JpegFlow(InputStream in, Closeable origin, String name, Supplier<String> reason) {
        this.origin = origin;
        this.name = name;
        this.reason = reason;
        this.thread = new Thread(() -> run(new JpegStream(in)), "camera-flow");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(JpegStream pictures) {
        try {
            while (true) {
                byte[] picture = pictures.next();
                lock.lock();
                try {
                    newest = picture;
                    takenAt = clock.instant();
                    arrived.signal();
                } finally {
                    lock.unlock();
                }
            }
        } catch (IOException e) {
            lock.lock();
            try {
                end = e;
                arrived.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public Optional<Frame> next(Duration patience) throws IOException, InterruptedException {
        byte[] picture;
        Instant at;
        lock.lock();
        try {
            long left = patience.toNanos();
            while (newest == null && end == null && left > 0) {
                left = arrived.awaitNanos(left);
            }
            picture = newest;
            at = takenAt;
            newest = null;
            if (picture == null && end != null) {
                String said = reason.get();
                throw new IOException(
                        name + " stopped giving pictures: " + end.getMessage()
                                + (said.isEmpty() ? "" : " (" + said + ")"),
                        end);
            }
        } finally {
            lock.unlock();
        }
        return picture == null ? Optional.empty() : Optional.of(ImageFile.decode(picture, name, at));
    }

    @Override
    public void close() {
        try {
            origin.close();
            thread.join(STOP_MILLIS);
        } catch (IOException e) {
            System.getLogger("rollcall.camera").log(System.Logger.Level.DEBUG, name + " was not closed", e);
        } catch (InterruptedException e) {
            // The camera is being stopped; the reader ends by itself, for its input is closed.
            Thread.currentThread().interrupt();
        }
    }
}
