package rollcall.camera.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import rollcall.camera.FrameSource;
import rollcall.camera.FrameStream;

/**
 * {@code rtsp://...}: a network camera, through {@code ffmpeg}, which writes Motion-JPEG to a pipe: OpenCV for Java comes without
 * video decoders.
 */
@Component
public final class RtspSource implements FrameSource {
    private static final List<String> PROGRAMS = List.of("ffmpeg");
    private static final String MOST_RATE = "15";

    @Activate
    public RtspSource() {}

    @Override
    public String scheme() {
        return "rtsp";
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public FrameStream open(String rest) throws IOException {
        String address = "rtsp:" + rest;
        NetworkAddress.check(address);
        Optional<Path> program = CameraProgram.find(PROGRAMS);
        if (program.isEmpty()) {
            throw new IOException("ffmpeg is not there, which reads rtsp cameras; type: sudo apt install ffmpeg");
        }
        return CameraProgram.start(
                "camera " + NetworkAddress.shown(address),
                List.of(
                        program.get().toString(),
                        "-nostdin",
                        "-loglevel",
                        "error",
                        "-rtsp_transport",
                        "tcp",
                        "-fflags",
                        "nobuffer",
                        "-i",
                        address,
                        "-an",
                        "-r",
                        MOST_RATE,
                        "-q:v",
                        "4",
                        "-f",
                        "mjpeg",
                        "-"));
    }
}
