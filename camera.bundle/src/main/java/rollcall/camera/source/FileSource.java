package rollcall.camera.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.opencv.videoio.VideoCapture;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import rollcall.camera.Frame;
import rollcall.camera.FrameSource;
import rollcall.camera.FrameStream;
import rollcall.camera.vision.Vision;

/**
 * {@code file:FILE}: a picture, shown again whenever the file changes, or a Motion-JPEG video ({@code .avi}), shown once
 * at its own pace.
 */
@Component
public final class FileSource implements FrameSource {
    private static final Set<String> VIDEO_ENDINGS = Set.of(".avi", ".mp4", ".mkv", ".mjpeg");

    @Activate
    public FileSource() {}

    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public FrameStream open(String rest) throws IOException {
        Path file = Path.of(Address.parse(rest, Set.of()).place());
        if (!Files.isRegularFile(file)) {
            throw new IOException("camera file " + file + " does not exist");
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (VIDEO_ENDINGS.stream().noneMatch(name::endsWith)) {
            return new Picture(file);
        }
        if (!Vision.isThere()) {
            throw new IOException(Vision.problem());
        }
        VideoCapture capture = new VideoCapture(file.toString());
        if (!capture.isOpened()) {
            capture.release();
            throw new IOException("video " + file + " cannot be opened; this OpenCV reads Motion-JPEG in AVI only");
        }
        return new VideoStream(capture, "video " + file, true);
    }

    private static final class Picture implements FrameStream {
        private static final long LOOK_MILLIS = 5;

        private final Clock clock = Clock.systemUTC();
        private final Path file;
        private String seen = "";

        Picture(Path file) {
            this.file = file;
        }

        @Override
        public Optional<Frame> next(Duration patience) throws IOException, InterruptedException {
            long deadline = System.nanoTime() + patience.toNanos();
            String now = stamp();
            while (now.equals(seen)) {
                if (System.nanoTime() >= deadline) {
                    return Optional.empty();
                }
                Thread.sleep(LOOK_MILLIS);
                now = stamp();
            }
            seen = now;
            return Optional.of(ImageFile.read(file, clock.instant()));
        }

        private String stamp() throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
