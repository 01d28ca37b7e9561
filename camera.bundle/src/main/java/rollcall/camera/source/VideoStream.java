package rollcall.camera.source;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.opencv.core.Mat;
import org.opencv.videoio.VideoCapture;
import org.opencv.videoio.Videoio;
import rollcall.camera.Frame;
import rollcall.camera.FrameStream;

/** Frames from an OpenCV capture: a device, which never ends, or a video, which does. */
final class VideoStream implements FrameStream {
    private static final double USUAL_RATE = 30;

    private final Clock clock = Clock.systemUTC();
    private final VideoCapture capture;
    private final String name;
    private final boolean ends;
    private final Mat picture = new Mat();
    private final long nanosPerFrame;
    private long due = System.nanoTime();
    private boolean ended;

    /**
     * Takes over an open capture.
     *
     * @param name what it is called in messages
     * @param ends whether running out of frames is its natural end, after which it is idle, or a failure
     */
    VideoStream(VideoCapture capture, String name, boolean ends) {
        this.capture = capture;
        this.name = name;
        this.ends = ends;
        double rate = capture.get(Videoio.CAP_PROP_FPS);
        this.nanosPerFrame = (long) (1e9 / (rate > 0 && rate <= 240 ? rate : USUAL_RATE));
    }

    @Override
    public Optional<Frame> next(Duration patience) throws IOException, InterruptedException {
        if (ended) {
            Thread.sleep(patience.toMillis());
            return Optional.empty();
        }
        if (ends) {
            pace();
        }
        if (!capture.read(picture)) {
            if (!ends) {
                throw new IOException(name + " stopped giving frames; look at its cable and at: dmesg | tail");
            }
            ended = true;
            return Optional.empty();
        }
        return Frames.of(picture, clock.instant());
    }

    private void pace() throws InterruptedException {
        long early = due - System.nanoTime();
        if (early > 0) {
            Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
        }
        due += nanosPerFrame;
    }

    @Override
    public void close() {
        capture.release();
        picture.release();
    }
}
