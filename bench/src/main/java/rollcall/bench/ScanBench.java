package rollcall.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;
import rollcall.camera.Frame;
import rollcall.camera.qr.CardReader;
import rollcall.itest.Cards;
import rollcall.scan.Capture;
import rollcall.scan.ClockTrust;
import rollcall.scan.ScanId;
import rollcall.store.admission.Admission;
import rollcall.store.admission.Timetable;
import rollcall.store.photo.PhotoFolder;
import rollcall.store.sqlite.Identity;
import rollcall.store.sqlite.SqliteDatabase;
import rollcall.store.sqlite.SqliteScanStore;

/** From a frame to a durable commit, beside a bare write and fdatasync of as many bytes on the same file system. */
final class ScanBench {
    private static final int FRAMES = 200;
    private static final int RECORDS = 2_000;
    private static final int WARM_UP = 300;

    /** Scans between two checkpoints of SQLite (1,000 pages), about. */
    private static final int LOG_ROUNDS = 150;

    private ScanBench() {}

    static List<Sample> measure(Path folder) throws Exception {
        Files.createDirectories(folder);
        Sample decode = new Sample("decode a 640x480 frame", "ms", "predecessor 26-28 at 1280x720");
        List<Frame> frames = frames(folder);
        CardReader reader = new CardReader();
        for (Frame frame : frames) {
            reader.read(frame);
        }
        for (Frame frame : frames) {
            long began = System.nanoTime();
            reader.read(frame);
            decode.add((System.nanoTime() - began) / 1e6);
        }
        Sample record = new Sample("record a scan, durable", "ms", "");
        Sample bare = new Sample("bare write + fdatasync, as many bytes", "ms", "");
        Sample logBytes = new Sample("bytes written to the log for a scan", "B", "");
        Path database = folder.resolve("attendance.db");
        Admission rules =
                new Admission(ZoneOffset.UTC, Duration.ofMinutes(10), Pattern.compile("[A-Z0-9]{1,16}"), false);
        try (SqliteDatabase open = new SqliteDatabase(database);
                FileChannel plain = FileChannel.open(
                        folder.resolve("plain"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            SqliteScanStore store = new SqliteScanStore(
                    open,
                    Identity.of(open, "bench"),
                    new PhotoFolder(folder.resolve("photos")),
                    new SqliteScanStore.Rules(rules, () -> Timetable.NONE, () -> ClockTrust.TRUSTED));
            int bytes = bytesPerScan(store, database);
            logBytes.add(bytes);
            ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
            // In turns, so that both meet the same moods of the disk.
            for (int i = 0; i < WARM_UP + RECORDS; i++) {
                Capture capture = capture(i + 1_000);
                long began = System.nanoTime();
                store.record(capture);
                long recorded = System.nanoTime();
                buffer.clear();
                // The log is overwritten from its beginning after each checkpoint; growing for ever would cost more.
                plain.write(buffer, (long) (i % LOG_ROUNDS) * bytes);
                plain.force(false);
                long written = System.nanoTime();
                if (i >= WARM_UP) {
                    record.add((recorded - began) / 1e6);
                    bare.add((written - recorded) / 1e6);
                }
            }
        }
        Sample ratio = new Sample("record / bare, at the same quantile p50", "x", "2 at most");
        ratio.add(record.quantile(0.5) / bare.quantile(0.5));
        return List.of(decode, record, bare, ratio, logBytes);
    }

    /** How far one scan makes the write-ahead log grow, on average over a few before the first checkpoint. */
    private static int bytesPerScan(SqliteScanStore store, Path database) throws Exception {
        Path log = database.resolveSibling(database.getFileName() + "-wal");
        long before = Files.size(log);
        for (int i = 0; i < 20; i++) {
            store.record(capture(i));
        }
        return (int) ((Files.size(log) - before) / 20);
    }

    private static Capture capture(long number) {
        UUID id = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
        return Capture.of(
                new ScanId(id),
                String.format(Locale.ROOT, "S%08d", number),
                Instant.ofEpochSecond(1_790_000_000L + number));
    }

    private static List<Frame> frames(Path folder) throws IOException, InterruptedException {
        Cards cards = new Cards(7, folder.resolve("print"));
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            Path file = folder.resolve("frame.png");
            cards.frame(String.format(Locale.ROOT, "2026%04d", i), file);
            Mat image = Imgcodecs.imread(file.toString());
            byte[] pixels = new byte[image.rows() * image.cols() * 3];
            image.get(0, 0, pixels);
            frames.add(new Frame(image.cols(), image.rows(), pixels, Instant.EPOCH));
            image.release();
        }
        return frames;
    }
}
