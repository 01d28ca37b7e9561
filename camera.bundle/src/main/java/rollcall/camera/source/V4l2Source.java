package rollcall.camera.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.opencv.videoio.VideoCapture;
import org.opencv.videoio.Videoio;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import rollcall.camera.FrameSource;
import rollcall.camera.FrameStream;
import rollcall.camera.vision.Vision;

/** {@code v4l2:N[?width=W&height=H&rate=R]}, also {@code v4l2:/dev/videoN}: the camera {@code /dev/videoN}, through OpenCV's videoio. */
@Component
public final class V4l2Source implements FrameSource {
    private final Path devices;

    @Activate
    public V4l2Source() {
        this(Path.of("/dev"));
    }

    V4l2Source(Path devices) {
        this.devices = devices;
    }

    @Override
    public String scheme() {
        return "v4l2";
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public FrameStream open(String rest) throws IOException {
        Address address = Address.parse(rest, Set.of("width", "height", "rate"));
        String number = address.place().startsWith("/dev/video")
                ? address.place().substring("/dev/video".length())
                : address.place();
        if (!number.matches("[0-9]{1,2}")) {
            throw new IOException("camera v4l2:" + address.place()
                    + ": a number from 0 to 99 is expected, as in v4l2:0 or v4l2:/dev/video0");
        }
        int width = (int) address.number("width", 640, 160, 4_096);
        int height = (int) address.number("height", 480, 120, 3_072);
        Path device = devices.resolve("video" + number);
        if (!Files.exists(device)) {
            throw new IOException("camera " + device + " is not there; plug it in or set camera.source"
                    + " (what there is: ls /dev/video*)");
        }
        if (!Files.isReadable(device) || !Files.isWritable(device)) {
            throw new IOException("no permission for camera " + device + "; add the user to the group video");
        }
        if (!Vision.isThere()) {
            throw new IOException(Vision.problem());
        }
        VideoCapture capture = new VideoCapture(Integer.parseInt(number), Videoio.CAP_V4L2);
        if (!capture.isOpened()) {
            capture.release();
            throw new IOException("camera " + device + " cannot be opened; another program may be using it");
        }
        capture.set(Videoio.CAP_PROP_FRAME_WIDTH, width);
        capture.set(Videoio.CAP_PROP_FRAME_HEIGHT, height);
        if (address.options().containsKey("rate")) {
            capture.set(Videoio.CAP_PROP_FPS, address.number("rate", 30, 1, 240));
        }
        // One frame in the driver's queue: the newest counts, not the oldest.
        capture.set(Videoio.CAP_PROP_BUFFERSIZE, 1);
        return new VideoStream(capture, "camera " + device, false);
    }
}
