package rollcall.camera.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.opencv.core.CvException;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;
import rollcall.camera.Frame;
import rollcall.camera.UnreadableFrameException;
import rollcall.opencv.OpenCv;

/** Reads PNG and JPEG files as frames, and says in one line what is wrong with those it does not read. */
final class ImageFile {
    /** More would not fit into the terminal's heap beside everything else (36 MB of pixels). */
    static final double MAX_MEGAPIXELS = 12;

    private ImageFile() {}

    static Frame read(Path file, Instant takenAt) throws UnreadableFrameException {
        checkSize(file);
        OpenCv.load();
        Mat image;
        try {
            image = Imgcodecs.imread(file.toString(), Imgcodecs.IMREAD_COLOR);
        } catch (CvException e) {
            throw new UnreadableFrameException("image " + file + " cannot be decoded");
        }
        try {
            return Frames.of(image, takenAt)
                    .orElseThrow(() -> new UnreadableFrameException("image " + file + " cannot be decoded"));
        } finally {
            image.release();
        }
    }

    /** Looks at the header alone, so that a huge picture is refused before it takes memory. */
    private static void checkSize(Path file) throws UnreadableFrameException {
        try {
            if (Files.size(file) == 0) {
                throw new UnreadableFrameException("image " + file + " is empty (0 bytes)");
            }
            ImageIO.setUseCache(false);
            try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
                Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
                if (!readers.hasNext()) {
                    throw new UnreadableFrameException("image " + file + " is neither PNG nor JPEG");
                }
                ImageReader reader = readers.next();
                try {
                    reader.setInput(in);
                    double megapixels = (double) reader.getWidth(0) * reader.getHeight(0) / 1e6;
                    if (megapixels > MAX_MEGAPIXELS) {
                        throw new UnreadableFrameException(String.format(
                                java.util.Locale.ROOT,
                                "image %s has %.1f megapixels, at most %.0f are read; make it smaller",
                                file,
                                megapixels,
                                MAX_MEGAPIXELS));
                    }
                } finally {
                    reader.dispose();
                }
            }
        } catch (UnreadableFrameException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableFrameException("image " + file + " cannot be read: " + e.getMessage());
        }
    }
}
