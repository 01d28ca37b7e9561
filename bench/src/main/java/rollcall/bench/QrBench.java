package rollcall.bench;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import rollcall.bench.CardScenes.Spoiling;
import rollcall.camera.Frame;
import rollcall.camera.qr.CardReader;
import rollcall.camera.qr.Reading;
import rollcall.itest.Cards;

/** How many cards are read and in what time, beside zbar and ZXing alone, on the same frames in the same run. */
final class QrBench {
    private static final int FRAMES_EACH = 80;
    private static final int EMPTY = 120;
    private static final int WARM_UP = 60;
    private static final long SEED = 20_261_125;

    private final List<Sample> samples = new ArrayList<>();
    private final Sample[] empty = new Sample[3];
    private final Sample[] hits = new Sample[3];
    private final QRCodeReader zxing = new QRCodeReader();

    private QrBench() {}

    static List<Sample> measure(Path folder) throws Exception {
        Files.createDirectories(folder);
        return new QrBench().run(folder);
    }

    private List<Sample> run(Path folder) throws Exception {
        String[] names = {"Rollcall", "zbar", "ZXing alone"};
        for (int i = 0; i < 3; i++) {
            empty[i] = new Sample("1280x720 without a card, " + names[i], "ms", i == 0 ? "half of zbar at p50" : "");
            hits[i] = new Sample("1280x720 with a card read, " + names[i], "ms", i == 0 ? "half of zbar at p50" : "");
        }
        Cards printer = new Cards(SEED, folder.resolve("print"));
        CardScenes scenes = new CardScenes(SEED);
        int[] all = new int[3];
        try (Zbar zbar = new Zbar(folder);
                CardReader reader = new CardReader()) {
            for (int i = 0; i < WARM_UP + EMPTY; i++) {
                Mat scene = scenes.empty();
                look(reader, zbar, scene, "", i >= WARM_UP ? empty : new Sample[0]);
                scene.release();
            }
            for (Spoiling spoiling : Spoiling.values()) {
                int[] read = new int[3];
                for (int i = 0; i < FRAMES_EACH; i++) {
                    String text = String.format(
                            Locale.ROOT, "2026%s%03d", spoiling.name().charAt(0), i);
                    Path print = printer.print(text);
                    Mat scene = scenes.with(Imgcodecs.imread(print.toString()), spoiling);
                    Files.delete(print);
                    // A reader that remembers nothing of the frame before.
                    boolean[] right = look(reader, zbar, scene, text, hits);
                    scene.release();
                    for (int k = 0; k < 3; k++) {
                        read[k] += right[k] ? 1 : 0;
                    }
                }
                for (int k = 0; k < 3; k++) {
                    all[k] += read[k];
                    Sample count = new Sample(
                            "cards read, " + spoiling.name().toLowerCase(Locale.ROOT) + ", " + names[k],
                            "of " + FRAMES_EACH,
                            "");
                    count.add(read[k]);
                    samples.add(count);
                }
            }
        }
        for (int k = 0; k < 3; k++) {
            Sample count = new Sample(
                    "cards read, " + names[k],
                    "of " + FRAMES_EACH * Spoiling.values().length,
                    k == 0 ? "the best of the others" : "");
            count.add(all[k]);
            samples.add(count);
        }
        samples.addAll(List.of(empty));
        samples.addAll(List.of(hits));
        samples.add(ratio("without a card, Rollcall / zbar at p50", empty));
        samples.add(ratio("with a card, Rollcall / zbar at p50", hits));
        return samples;
    }

    private static Sample ratio(String name, Sample[] of) {
        Sample ratio = new Sample(name, "x", "0.5");
        ratio.add(of[0].quantile(0.5) / of[1].quantile(0.5));
        return ratio;
    }

    private boolean[] look(CardReader reader, Zbar zbar, Mat scene, String text, Sample[] times) throws Exception {
        byte[] bgr = new byte[scene.rows() * scene.cols() * 3];
        scene.get(0, 0, bgr);
        Frame frame = new Frame(scene.cols(), scene.rows(), bgr, Instant.EPOCH);
        Mat greyMat = new Mat();
        Imgproc.cvtColor(scene, greyMat, Imgproc.COLOR_BGR2GRAY);
        byte[] grey = new byte[scene.rows() * scene.cols()];
        greyMat.get(0, 0, grey);
        greyMat.release();
        long began = System.nanoTime();
        Reading reading = reader.read(frame);
        long ours = System.nanoTime() - began;
        Zbar.Answer bar = zbar.read(grey, scene.cols(), scene.rows());
        began = System.nanoTime();
        String alone = alone(grey, scene.cols(), scene.rows());
        long theirs = System.nanoTime() - began;
        boolean[] right = {
            reading.held().map(card -> card.text().equals(text)).orElse(text.isEmpty()),
            bar.text().equals(text),
            alone.equals(text)
        };
        long[] nanos = {ours, bar.nanos(), theirs};
        for (int i = 0; i < times.length; i++) {
            if (right[i]) {
                times[i].add(nanos[i] / 1e6);
            }
        }
        return right;
    }

    private String alone(byte[] grey, int width, int height) {
        try {
            return zxing.decode(
                            new BinaryBitmap(new HybridBinarizer(
                                    new PlanarYUVLuminanceSource(grey, width, height, 0, 0, width, height, false))),
                            Map.of(DecodeHintType.TRY_HARDER, true))
                    .getText();
        } catch (ReaderException e) {
            // Not read.
            return "";
        } finally {
            zxing.reset();
        }
    }
}
