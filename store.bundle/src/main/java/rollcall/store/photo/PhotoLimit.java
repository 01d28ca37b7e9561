package rollcall.store.photo;

import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * How large a photo may be, and the way to make it as small as that. May be used from any thread.
 *
 * @param maxBytes the most bytes of a photo; one that has no more is kept byte for byte
 * @param quality the quality in percent that a larger one is first written anew with
 */
public record PhotoLimit(int maxBytes, int quality) {
    /** As the configuration has it by default. */
    public static final PhotoLimit STANDARD = of(200, 85);

    private static final int LOWEST_QUALITY = 30;
    private static final int QUALITY_STEP = 10;

    /** Each step of scaling leaves about half of the pixels. */
    private static final double SCALE = 0.7;

    /** A face of fewer pixels on a side shows nobody. */
    private static final int SMALLEST_SIDE = 32;

    /** A picture of more pixels is read in a coarser grid, so that it fits into the memory. */
    private static final long MOST_PIXELS = 12_000_000;

    public static PhotoLimit of(int kilobytes, int quality) {
        return new PhotoLimit(kilobytes << 10, quality);
    }

    /** The photo itself, or a smaller one of the same; {@link IOException} if it is too large and cannot be read. */
    public byte[] fit(byte[] jpeg) throws IOException {
        if (jpeg.length <= maxBytes) {
            return jpeg;
        }
        try {
            return shrink(decode(jpeg), jpeg.length);
        } catch (IOException | RuntimeException e) {
            // The decoder answers damage with whatever its arrays throw.
            throw new IOException(
                    "a photo of " + jpeg.length + " bytes, more than " + maxBytes + ", cannot be made smaller: "
                            + e.getMessage(),
                    e);
        }
    }

    private byte[] shrink(BufferedImage whole, int length) throws IOException {
        BufferedImage image = whole;
        int percent = quality;
        while (true) {
            byte[] smaller = encode(image, percent);
            if (smaller.length <= maxBytes) {
                return smaller;
            }
            if (percent > LOWEST_QUALITY) {
                percent = Math.max(LOWEST_QUALITY, percent - QUALITY_STEP);
            } else if (Math.min(image.getWidth(), image.getHeight()) * SCALE >= SMALLEST_SIDE) {
                image = scaled(image);
            } else {
                throw new IOException("still " + smaller.length + " of " + length + " bytes at the smallest size");
            }
        }
    }

    /** Without a drawing surface, as there is none on a machine without a screen. */
    private static BufferedImage scaled(BufferedImage image) {
        boolean grey = image.getRaster().getNumBands() == 1;
        BufferedImage smaller = new BufferedImage(
                (int) (image.getWidth() * SCALE),
                (int) (image.getHeight() * SCALE),
                grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        AffineTransform transform = AffineTransform.getScaleInstance(SCALE, SCALE);
        return new AffineTransformOp(transform, AffineTransformOp.TYPE_BILINEAR).filter(image, smaller);
    }

    private static BufferedImage decode(byte[] jpeg) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        ImageReader reader = readers.next();
        try (MemoryCacheImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.setInput(input, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            int grid = (int) Math.ceil(Math.sqrt((double) pixels / MOST_PIXELS));
            ImageReadParam parameters = reader.getDefaultReadParam();
            parameters.setSourceSubsampling(Math.max(1, grid), Math.max(1, grid), 0, 0);
            return reader.read(0, parameters);
        } finally {
            reader.dispose();
        }
    }

    private static byte[] encode(BufferedImage image, int percent) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(percent / 100f);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
