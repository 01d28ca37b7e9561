package rollcall.camera.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;
import rollcall.camera.Frame;
import rollcall.camera.Signal;
import rollcall.camera.code.CardCode;
import rollcall.camera.quality.FaceAssessor;
import rollcall.camera.quality.FaceQuality;
import rollcall.camera.session.CaptureSession.Card;
import rollcall.camera.session.CaptureSession.Take;
import rollcall.camera.session.SessionRules.OnTimeout;
import rollcall.opencv.OpenCv;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Direction;
import rollcall.scan.Evidence;
import rollcall.scan.Origin;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;

/** Many hours in short: cards, faces and nobody through the loop, with the memory of the process looked at. */
class SoakTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("rollcall.nightly");
    private static final int FRAMES = NIGHTLY ? 200_000 : 1_600;

    /** Megabytes a frame: a picture that is not freed is 0.9, the smallest matrix of many frames is seen at night. */
    private static final double MOST_GROWTH = NIGHTLY ? 0.0005 : 0.05;

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");
    private static final Decision ACCEPTED = new Accepted(Direction.LOGIN, false, false, "");

    private long nanos;
    private int recorded;
    private int pictured;

    private final class Desk implements SessionLoop.Desk, Stage {
        @Override
        public Optional<Decision> forecast(Card card) {
            return Optional.of(ACCEPTED);
        }

        @Override
        public Optional<Scan> record(Take take) {
            recorded++;
            pictured += take.photo().map(PhotoEncoder::encode).isPresent() ? 1 : 0;
            return Optional.of(new Scan(
                    new ScanId(UUID.fromString("01a21196-e0c6-75af-90a5-5b58124a85ce")),
                    recorded,
                    new Origin("here", 1, recorded),
                    take.card().code(),
                    Optional.empty(),
                    ACCEPTED,
                    Instant.EPOCH,
                    new Evidence(ClockTrust.TRUSTED, Optional.empty(), Optional.empty(), "c"),
                    Optional.empty()));
        }

        @Override
        public void show(Scene scene) {
            // Nobody looks.
        }

        @Override
        public void signal(Signal signal) {
            // Nobody listens.
        }

        @Override
        public void refused(CardCode.Reason reason) {
            throw new IllegalStateException("no card is signed here: " + reason);
        }
    }

    private static Frame face(String name) {
        Mat picture = Imgcodecs.imread("src/test/resources/faces/" + name + ".jpg");
        byte[] bgr = new byte[(int) picture.total() * 3];
        picture.get(0, 0, bgr);
        picture.release();
        return new Frame(640, 480, bgr, Instant.EPOCH);
    }

    private static Frame card(Frame behind, String text) throws Exception {
        BitMatrix symbol = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0);
        byte[] bgr = behind.bgr().clone();
        int side = symbol.getWidth() * 5;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int at = ((y + 20) * 640 + x + 20) * 3;
                Arrays.fill(bgr, at, at + 3, (byte) (symbol.get(x / 5, y / 5) ? 20 : 230));
            }
        }
        return new Frame(640, 480, bgr, Instant.EPOCH);
    }

    private static double residentMegabytes() throws Exception {
        Matcher matcher = RESIDENT.matcher(Files.readString(Path.of("/proc/self/status")));
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1)) / 1024.0;
    }

    private static double liveMegabytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1_048_576.0;
    }

    @Test
    void memory_stays_flat_over_many_frames() throws Exception {
        OpenCv.load();
        Frame nobody = new Frame(640, 480, new byte[640 * 480 * 3], Instant.EPOCH);
        List<Frame> round = new ArrayList<>();
        for (String person : List.of("astronaut", "admiral")) {
            Frame face = face(person);
            round.addAll(List.of(nobody, nobody, card(face, person), card(face, person)));
            for (int i = 0; i < 8; i++) {
                round.add(face);
            }
        }
        Desk desk = new Desk();
        List<Double> resident = new ArrayList<>();
        List<Double> live = new ArrayList<>();
        try (CardEyes cards = new CardEyes(CardCode.Valid::new);
                FaceAssessor faces = FaceQuality.standard().open()) {
            SessionLoop loop = new SessionLoop(
                    cards,
                    () -> Optional.of(faces),
                    desk,
                    desk,
                    new Presence(Duration.ofSeconds(2)),
                    new CaptureSession(
                            new SessionRules(
                                    Duration.ofSeconds(2),
                                    Duration.ofSeconds(15),
                                    Duration.ofSeconds(1),
                                    false,
                                    OnTimeout.RECORD),
                            () -> nanos),
                    new Guide(Duration.ofMillis(200), Duration.ofMillis(800)),
                    () -> nanos);
            for (int i = 0; i < FRAMES; i++) {
                loop.frame(round.get(i % round.size()));
                nanos += 400_000_000L;
                if (i % (FRAMES / 40) == 0) {
                    live.add(liveMegabytes());
                    resident.add(residentMegabytes());
                }
            }
        }
        // The first half warms up: code is compiled, buffers take their size.
        double slope = slope(resident.subList(20, 40)) / (FRAMES / 40.0);
        double heapSlope = slope(live.subList(20, 40)) / (FRAMES / 40.0);
        System.out.printf(
                "soak: %d frames, %d scans, %d photos, resident %.0f MB at half, %.0f MB at the end, slope %.5f MB a frame; live heap %.0f MB, slope %.5f%n",
                FRAMES, recorded, pictured, resident.get(20), resident.get(39), slope, live.get(39), heapSlope);
        assertThat(recorded).isGreaterThan(FRAMES / 20);
        assertThat(pictured).isEqualTo(recorded);
        assertThat(slope).isLessThan(MOST_GROWTH);
        assertThat(heapSlope).isLessThan(MOST_GROWTH);
    }

    /** Of a line through the values by least squares, in megabytes a step. */
    private static double slope(List<Double> values) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double middle = (values.size() - 1) / 2.0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < values.size(); i++) {
            sum += (i - middle) * (values.get(i) - mean);
            squares += (i - middle) * (i - middle);
        }
        return sum / squares;
    }
}
