package rollcall.camera.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import rollcall.camera.FrameSource;
import rollcall.camera.FrameStream;

/**
 * {@code csi[:N][?width=W&height=H&rate=R&program=PROGRAM]}: the ribbon camera N of a Raspberry Pi, through {@code rpicam-vid} or
 * its older name {@code libcamera-vid}, which write Motion-JPEG to a pipe.
 */
@Component
public final class CsiSource implements FrameSource {
    private static final List<String> PROGRAMS = List.of("rpicam-vid", "libcamera-vid");

    @Activate
    public CsiSource() {}

    @Override
    public String scheme() {
        return "csi";
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public FrameStream open(String rest) throws IOException {
        Address address = Address.parse(rest, Set.of("width", "height", "rate", "program"));
        String number = address.place().isEmpty() ? "0" : address.place();
        if (!number.matches("[0-9]")) {
            throw new IOException("camera csi:" + number + ": a number from 0 to 9 is expected, as in csi:0");
        }
        int width = (int) address.number("width", 640, 160, 4_096);
        int height = (int) address.number("height", 480, 120, 3_072);
        int rate = (int) address.number("rate", 15, 1, 120);
        List<String> names = address.options().containsKey("program")
                ? List.of(String.valueOf(address.options().get("program")))
                : PROGRAMS;
        Optional<Path> program = CameraProgram.find(names);
        if (program.isEmpty()) {
            throw new IOException(
                    "none of " + names + " is there, which read the ribbon camera; on a Raspberry Pi type:"
                            + " sudo apt install rpicam-apps-lite");
        }
        List<String> command = new ArrayList<>(List.of(
                program.get().toString(), "--camera", number, "--codec", "mjpeg", "--timeout", "0", "--nopreview"));
        command.addAll(List.of(
                "--width",
                String.valueOf(width),
                "--height",
                String.valueOf(height),
                "--framerate",
                String.valueOf(rate)));
        command.addAll(List.of("--flush", "--output", "-"));
        return CameraProgram.start("ribbon camera " + number, command);
    }
}
