package rollcall.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import rollcall.camera.Frame;
import rollcall.camera.quality.FaceAssessor;
import rollcall.camera.quality.FaceQuality;
import rollcall.itest.Build;

/** How long a face takes, beside OpenCV's Haar cascades in Debian's Python on the same pictures. */
final class FaceBench {
    private static final int ROUNDS = 40;
    private static final String CASCADES = "/usr/share/opencv4/haarcascades";

    private FaceBench() {}

    static List<Sample> measure(Path folder) throws Exception {
        Files.createDirectories(folder);
        nu.pattern.OpenCV.loadLocally();
        List<Path> small = new ArrayList<>();
        List<Path> large = new ArrayList<>();
        Path faces = Build.top().resolve("camera.bundle/src/test/resources/faces");
        try (Stream<Path> files = Files.list(faces)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jpg"))
                    .sorted()
                    .toList()) {
                Mat face = Imgcodecs.imread(file.toString());
                Mat wide = new Mat();
                Core.copyMakeBorder(face, wide, 120, 120, 320, 320, Core.BORDER_CONSTANT, new Scalar(90, 90, 90));
                Path there = folder.resolve("wide-" + file.getFileName());
                Imgcodecs.imwrite(there.toString(), wide);
                small.add(file);
                large.add(there);
            }
        }
        Sample check = new Sample("all nine checks, 640x480, Rollcall", "ms", "a fifth of the predecessor's 110 ms");
        Sample wide = new Sample("all nine checks, 1280x720, Rollcall", "ms", "a fifth of its face detection, 177 ms");
        try (FaceAssessor assessor = FaceQuality.standard().open()) {
            time(assessor, small, new Sample("", "", ""));
            time(assessor, small, check);
            time(assessor, large, wide);
        }
        Sample haarCheck = new Sample("faces, eyes, smile by Haar, 640x480, python3-opencv", "ms", "");
        Sample haarFace = new Sample("face alone by Haar, 1280x720, python3-opencv", "ms", "");
        haar(folder, small, new Sample("", "", ""), haarCheck);
        haar(folder, large, haarFace, new Sample("", "", ""));
        Sample first = new Sample("640x480, Rollcall / Haar at p50", "x", "0.2");
        first.add(check.quantile(0.5) / haarCheck.quantile(0.5));
        Sample second = new Sample("1280x720, Rollcall / Haar at p50", "x", "0.2");
        second.add(wide.quantile(0.5) / haarFace.quantile(0.5));
        return List.of(check, haarCheck, first, wide, haarFace, second);
    }

    private static void time(FaceAssessor assessor, List<Path> pictures, Sample into) {
        for (int round = 0; round < ROUNDS; round++) {
            for (Path picture : pictures) {
                Mat face = Imgcodecs.imread(picture.toString());
                byte[] bgr = new byte[(int) face.total() * 3];
                face.get(0, 0, bgr);
                Frame frame = new Frame(face.cols(), face.rows(), bgr, Instant.EPOCH);
                face.release();
                long began = System.nanoTime();
                assessor.assess(frame);
                into.add((System.nanoTime() - began) / 1e6);
            }
        }
    }

    private static void haar(Path folder, List<Path> pictures, Sample faces, Sample checks) throws IOException {
        Path script = folder.resolve("haar.py");
        try (InputStream in = FaceBench.class.getResourceAsStream("haar.py")) {
            if (in == null) {
                throw new IOException("haar.py is not in the jar");
            }
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", script.toString(), CASCADES));
        pictures.forEach(picture -> command.add(picture.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int lines = 0;
        try (BufferedReader in = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] nanos = line.split("\t", -1);
                faces.add(Long.parseLong(nanos[0]) / 1e6);
                checks.add(Long.parseLong(nanos[1]) / 1e6);
                lines++;
            }
        }
        if (lines == 0) {
            throw new IOException("the rival did not run; it takes: apt-get install python3-opencv opencv-data");
        }
    }
}
