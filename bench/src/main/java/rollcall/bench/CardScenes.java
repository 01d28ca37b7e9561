package rollcall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Frames of 1280x720 pixels with a card on a photograph, spoiled in one way each; the same for the same seed. */
final class CardScenes {
    static final int WIDTH = 1_280;
    static final int HEIGHT = 720;

    /** What is done to a card. */
    enum Spoiling {
        TURNED,
        TILTED,
        BLURRED,
        DARK,
        GLARE,
        SMALL,
        SCREEN
    }

    private final Random random;
    private final List<Path> photographs;

    CardScenes(long seed) throws IOException {
        this.random = new Random(seed);
        try (Stream<Path> files = Files.list(Path.of("/usr/share/backgrounds"))) {
            this.photographs = files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }

    /** A part of a photograph, as if nobody stood there. */
    Mat empty() {
        Mat photograph = Imgcodecs.imread(
                photographs.get(random.nextInt(photographs.size())).toString());
        double scale = Math.max((double) WIDTH / photograph.cols(), (double) HEIGHT / photograph.rows());
        Mat large = new Mat();
        Imgproc.resize(photograph, large, new Size(), scale * 1.2, scale * 1.2, Imgproc.INTER_AREA);
        int x = random.nextInt(large.cols() - WIDTH + 1);
        int y = random.nextInt(large.rows() - HEIGHT + 1);
        Mat scene = large.submat(y, y + HEIGHT, x, x + WIDTH).clone();
        if (random.nextBoolean()) {
            Core.flip(scene, scene, 1);
        }
        return noisy(scene);
    }

    private Mat noisy(Mat scene) {
        Mat noise = new Mat(scene.size(), CvType.CV_16SC3);
        Core.randn(noise, 0, 2 + random.nextDouble() * 3);
        Mat sum = new Mat();
        scene.convertTo(sum, CvType.CV_16SC3);
        Core.add(sum, noise, sum);
        Mat noisy = new Mat();
        sum.convertTo(noisy, CvType.CV_8UC3);
        return noisy;
    }

    /** A scene with a printed card in it. */
    Mat with(Mat card, Spoiling spoiling) {
        Mat scene = empty();
        double side = spoiling == Spoiling.SMALL ? 40 + random.nextInt(50) : 90 + random.nextInt(151);
        double turn = Math.toRadians(spoiling == Spoiling.TURNED ? random.nextInt(360) : random.nextInt(21) - 10);
        double reach = side * 0.75;
        double x = reach + random.nextDouble() * (WIDTH - 2 * reach);
        double y = reach + random.nextDouble() * (HEIGHT - 2 * reach);
        double tilt = spoiling == Spoiling.TILTED ? 0.12 + random.nextDouble() * 0.2 : random.nextDouble() * 0.03;
        Point[] corners = new Point[4];
        double[][] unit = {{-0.5, -0.5}, {0.5, -0.5}, {0.5, 0.5}, {-0.5, 0.5}};
        for (int i = 0; i < 4; i++) {
            double narrower = unit[i][0] > 0 ? 1 - tilt : 1;
            double across = unit[i][0] * side * (1 - tilt / 2);
            double down = unit[i][1] * side * narrower;
            corners[i] = new Point(
                    x + across * Math.cos(turn) - down * Math.sin(turn),
                    y + across * Math.sin(turn) + down * Math.cos(turn));
        }
        Mat printed = spoiling == Spoiling.SCREEN ? screen(card) : card;
        paste(printed, scene, corners);
        spoil(scene, spoiling, side, x, y);
        return noisy(scene);
    }

    private static void paste(Mat card, Mat scene, Point[] corners) {
        MatOfPoint2f from = new MatOfPoint2f(
                new Point(0, 0),
                new Point(card.cols(), 0),
                new Point(card.cols(), card.rows()),
                new Point(0, card.rows()));
        Mat warp = Imgproc.getPerspectiveTransform(from, new MatOfPoint2f(corners));
        Mat pasted = new Mat();
        Mat mask = new Mat();
        Imgproc.warpPerspective(card, pasted, warp, scene.size(), Imgproc.INTER_AREA);
        Mat white = new Mat(card.size(), CvType.CV_8U, new Scalar(255));
        Imgproc.warpPerspective(white, mask, warp, scene.size(), Imgproc.INTER_NEAREST);
        // Half a pixel of softness, as a lens has it.
        Imgproc.GaussianBlur(pasted, pasted, new Size(), 0.6);
        pasted.copyTo(scene, mask);
    }

    /** The pixels of a telephone's screen: a grid of thin dark lines that beats with the camera's own. */
    private Mat screen(Mat card) {
        Mat shown = new Mat();
        Imgproc.resize(card, shown, new Size(580, 580), 0, 0, Imgproc.INTER_NEAREST);
        double pitch = 2.6 + random.nextDouble() * 2;
        for (int row = 0; row < shown.rows(); row++) {
            double dark = 0.72 + 0.28 * Math.cos(2 * Math.PI * row / pitch);
            Mat line = shown.row(row);
            Core.multiply(line, new Scalar(dark, dark, dark), line);
        }
        for (int column = 0; column < shown.cols(); column++) {
            double dark = 0.8 + 0.2 * Math.cos(2 * Math.PI * column / pitch);
            Mat line = shown.col(column);
            Core.multiply(line, new Scalar(dark, dark * 0.97, dark * 0.95), line);
        }
        return shown;
    }

    private void spoil(Mat scene, Spoiling spoiling, double side, double x, double y) {
        switch (spoiling) {
            case BLURRED ->
                Imgproc.GaussianBlur(scene, scene, new Size(), side / 29 * (0.3 + random.nextDouble() * 0.35));
            case DARK -> scene.convertTo(scene, -1, 0.1 + random.nextDouble() * 0.15, 2);
            case GLARE -> {
                Mat light = new Mat(scene.size(), CvType.CV_8UC3, new Scalar(0, 0, 0));
                Imgproc.circle(
                        light,
                        new Point(x + (random.nextDouble() - 0.5) * side, y + (random.nextDouble() - 0.5) * side),
                        (int) (side * 0.28),
                        new Scalar(210, 215, 220),
                        -1);
                Imgproc.GaussianBlur(light, light, new Size(), side * 0.12);
                Core.add(scene, light, scene);
            }
            default -> {
                // The others are made before the card is pasted.
            }
        }
    }
}
