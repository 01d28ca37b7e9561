package rollcall.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * Makes frames as a camera would see them: a card printed by Debian's {@code qrencode}, pasted on a photograph, turned,
 * blurred, darkened, noisy.
 */
public final class Cards {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int SCALE = 4;

    /** A QR version 1 symbol with its quiet zone. */
    private static final int MODULES = 29;

    private final Random random;
    private final List<Path> photographs;
    private final Path folder;

    /** Frames differ with the seed and are the same for the same seed. */
    public Cards(long seed, Path folder) throws IOException {
        nu.pattern.OpenCV.loadLocally();
        this.random = new Random(seed);
        this.folder = Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(Path.of("/usr/share/backgrounds"))) {
            this.photographs = files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }

    /** A card as qrencode prints it. */
    public Path print(String text) throws IOException, InterruptedException {
        Path file = Files.createTempFile(folder, "card-", ".png.tmp");
        Process qrencode = new ProcessBuilder("qrencode", "-o", file.toString(), "-s", "8", "-m", "4", "-l", "L")
                .redirectErrorStream(true)
                .start();
        qrencode.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        qrencode.getOutputStream().close();
        String said = new String(qrencode.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (qrencode.waitFor() != 0) {
            throw new IOException("qrencode: " + said);
        }
        return file;
    }

    /** Writes one frame with the card of a text on it, 60 to 240 pixels wide, turned 0 to 45 degrees. */
    public void frame(String text, Path target) throws IOException, InterruptedException {
        int pixels = 60 + random.nextInt(181);
        double turn = random.nextDouble() * 45;
        double reach = pixels * 1.42 / 2;
        Point centre = new Point(
                reach + random.nextDouble() * (WIDTH - 2 * reach), reach + random.nextDouble() * (HEIGHT - 2 * reach));
        Path print = print(text);
        Mat card = Imgcodecs.imread(print.toString());
        Files.delete(print);
        Mat photograph = Imgcodecs.imread(
                photographs.get(random.nextInt(photographs.size())).toString());
        Mat scene = new Mat();
        Imgproc.resize(photograph, scene, new Size(WIDTH, HEIGHT), 0, 0, Imgproc.INTER_AREA);
        paste(card, scene, pixels, turn, centre);
        double blur = random.nextDouble() * pixels / MODULES * 0.45;
        if (blur > 0.25) {
            Imgproc.GaussianBlur(scene, scene, new Size(0, 0), blur);
        }
        scene.convertTo(scene, -1, 0.35 + 0.65 * random.nextDouble(), 0);
        Mat noise = new Mat(scene.size(), CvType.CV_16SC3);
        Core.setRNGSeed(random.nextInt());
        Core.randn(noise, 0, 3);
        Core.add(scene, noise, scene, new Mat(), CvType.CV_8UC3);
        if (!Imgcodecs.imwrite(target.toString(), scene)) {
            throw new IOException("cannot write " + target);
        }
        for (Mat mat : List.of(card, photograph, scene, noise)) {
            mat.release();
        }
    }

    /** Pastes the card at four times the size and scales down, so that edges look as a lens leaves them. */
    private static void paste(Mat card, Mat scene, int pixels, double turn, Point centre) {
        Mat place = Imgproc.getRotationMatrix2D(
                new Point(card.cols() / 2.0, card.rows() / 2.0), turn, (double) pixels / card.cols());
        place.put(0, 2, place.get(0, 2)[0] + centre.x - card.cols() / 2.0);
        place.put(1, 2, place.get(1, 2)[0] + centre.y - card.rows() / 2.0);
        Core.multiply(place, new Scalar(SCALE), place);
        Size large = new Size(WIDTH * SCALE, HEIGHT * SCALE);
        Mat paper = new Mat(card.size(), CvType.CV_8UC3, new Scalar(255, 255, 255));
        Mat mask = new Mat();
        Mat turned = new Mat();
        Mat sceneLarge = new Mat();
        Imgproc.resize(scene, sceneLarge, large, 0, 0, Imgproc.INTER_CUBIC);
        Imgproc.warpAffine(card, turned, place, large, Imgproc.INTER_LINEAR);
        Imgproc.warpAffine(paper, mask, place, large, Imgproc.INTER_NEAREST);
        turned.copyTo(sceneLarge, mask);
        Imgproc.resize(sceneLarge, scene, scene.size(), 0, 0, Imgproc.INTER_AREA);
        for (Mat mat : List.of(place, paper, mask, turned, sceneLarge)) {
            mat.release();
        }
    }
}
