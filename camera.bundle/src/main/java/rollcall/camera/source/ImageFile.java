package rollcall.camera.source;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.opencv.core.CvException;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;
import rollcall.camera.Frame;
import rollcall.camera.UnreadableFrameException;
import rollcall.camera.vision.Vision;

/**
 * Reads PNG and JPEG files as frames, and says in one line what is wrong with those it does not read. Where OpenCV's native library
 * does not load, the JDK decodes, more slowly.
 */
final class ImageFile {
    /** More would not fit into the terminal's heap beside everything else (36 MB of pixels). */
    static final double MAX_MEGAPIXELS = 12;

    private ImageFile() {}

    static Frame read(Path file, Instant takenAt) throws UnreadableFrameException {
        try {
            return decode(Files.readAllBytes(file), "image " + file, takenAt);
        } catch (UnreadableFrameException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableFrameException("image " + file + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * Decodes the bytes of a file.
     *
     * @param name what it is called in messages
     */
    static Frame decode(byte[] file, String name, Instant takenAt) throws UnreadableFrameException {
        checkSize(file, name);
        return Vision.isThere() ? natively(file, name, takenAt) : byJdk(file, name, takenAt);
    }

    private static Frame natively(byte[] file, String name, Instant takenAt) throws UnreadableFrameException {
        MatOfByte bytes = new MatOfByte(file);
        try {
            Mat image = Imgcodecs.imdecode(bytes, Imgcodecs.IMREAD_COLOR);
            try {
                return Frames.of(image, takenAt)
                        .orElseThrow(() -> new UnreadableFrameException(name + " cannot be decoded"));
            } finally {
                image.release();
            }
        } catch (CvException e) {
            throw new UnreadableFrameException(name + " cannot be decoded");
        } finally {
            bytes.release();
        }
    }

    private static Frame byJdk(byte[] file, String name, Instant takenAt) throws UnreadableFrameException {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
            if (image != null) {
                return Frames.of(image, takenAt);
            }
        } catch (IOException e) {
            throw new UnreadableFrameException(name + " cannot be decoded: " + e.getMessage());
        }
        throw new UnreadableFrameException(name + " cannot be decoded");
    }

    /** Looks at the header alone, so that a huge picture is refused before it takes memory. */
    private static void checkSize(byte[] file, String name) throws UnreadableFrameException {
        if (file.length == 0) {
            throw new UnreadableFrameException(name + " is empty (0 bytes)");
        }
        ImageIO.setUseCache(false);
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new UnreadableFrameException(name + " is neither PNG nor JPEG");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                double megapixels = (double) reader.getWidth(0) * reader.getHeight(0) / 1e6;
                if (megapixels > MAX_MEGAPIXELS) {
                    throw new UnreadableFrameException(String.format(
                            Locale.ROOT,
                            "%s has %.1f megapixels, at most %.0f are read; make it smaller",
                            name,
                            megapixels,
                            MAX_MEGAPIXELS));
                }
            } finally {
                reader.dispose();
            }
        } catch (UnreadableFrameException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableFrameException(name + " cannot be read: " + e.getMessage());
        }
    }
}
