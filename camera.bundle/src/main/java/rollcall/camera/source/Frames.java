package rollcall.camera.source;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.time.Instant;
import java.util.Optional;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;
import rollcall.camera.Frame;

/** Turns pictures of OpenCV and of the JDK into frames. */
final class Frames {
    private Frames() {}

    /** A copy of the pixels; empty for an empty picture or one of more than eight bits a channel. */
    static Optional<Frame> of(Mat image, Instant takenAt) {
        if (image.empty() || image.depth() != CvType.CV_8U) {
            return Optional.empty();
        }
        Mat bgr = image;
        boolean converted = image.channels() == 1;
        if (converted) {
            bgr = new Mat();
            Imgproc.cvtColor(image, bgr, Imgproc.COLOR_GRAY2BGR);
        }
        try {
            byte[] pixels = new byte[bgr.rows() * bgr.cols() * 3];
            bgr.get(0, 0, pixels);
            return Optional.of(new Frame(bgr.cols(), bgr.rows(), pixels, takenAt));
        } finally {
            if (converted) {
                bgr.release();
            }
        }
    }

    /** A copy of the pixels of a picture of the JDK; what is transparent becomes black. */
    static Frame of(BufferedImage image, Instant takenAt) {
        BufferedImage plain = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = plain.createGraphics();
        try {
            pen.drawImage(image, 0, 0, null);
        } finally {
            pen.dispose();
        }
        byte[] pixels = ((DataBufferByte) plain.getRaster().getDataBuffer()).getData();
        return new Frame(plain.getWidth(), plain.getHeight(), pixels, takenAt);
    }
}
