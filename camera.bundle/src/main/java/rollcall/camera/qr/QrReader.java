package rollcall.camera.qr;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Map;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import rollcall.camera.Frame;

/**
 * Reads QR symbols with ZXing: the frame as it is, then enlarged, then sharpened, then, if there seemed to be a symbol,
 * enlarged further.
 *
 * <p>Chosen by measurement (docs/decisions.md): of 1,000 cards of 60 to 240 pixels, turned up to 45 degrees, blurred and
 * darkened, the first two passes read 997 and the third the rest. Enlarging helps because small modules are only about two
 * pixels wide, sharpening where blur has closed the gaps between them.
 */
public final class QrReader {
    private static final double ENLARGEMENT = 2.0;
    private static final double LAST_ENLARGEMENT = 3.0;

    /** Unsharp mask: standard deviation of the blur in pixels of the enlarged frame, and how much of it is taken away. */
    private static final double MASK_SIGMA = 2.0;

    private static final double MASK_AMOUNT = 1.0;

    /** Frames with more pixels than this are not enlarged; their cards are large enough or too far away. */
    private static final int ENLARGED_PIXELS = 1_300_000;

    private static final Map<DecodeHintType, Object> HINTS = Map.of(DecodeHintType.TRY_HARDER, true);

    private final QRCodeReader zxing = new QRCodeReader();

    /** Whether a pass over the present frame found finder patterns. */
    private boolean symbolSeen;

    /** The text of a symbol in the frame, exactly as encoded; may be empty text, may hold anything. */
    public Optional<String> read(Frame frame) {
        Mat colour = new Mat(frame.height(), frame.width(), CvType.CV_8UC3);
        Mat grey = new Mat();
        Mat large = new Mat();
        try {
            colour.put(0, 0, frame.bgr());
            Imgproc.cvtColor(colour, grey, Imgproc.COLOR_BGR2GRAY);
            symbolSeen = false;
            Optional<String> text = decode(grey);
            if (text.isEmpty() && grey.rows() * grey.cols() <= ENLARGED_PIXELS) {
                Imgproc.resize(grey, large, new Size(), ENLARGEMENT, ENLARGEMENT, Imgproc.INTER_CUBIC);
                text = decode(large).or(() -> decodeSharpened(large));
                if (text.isEmpty() && symbolSeen) {
                    Imgproc.resize(grey, large, new Size(), LAST_ENLARGEMENT, LAST_ENLARGEMENT, Imgproc.INTER_CUBIC);
                    text = decode(large);
                }
            }
            return text;
        } finally {
            // The garbage collector does not see this memory.
            colour.release();
            grey.release();
            large.release();
        }
    }

    private Optional<String> decodeSharpened(Mat large) {
        Mat sharpened = new Mat();
        try {
            Imgproc.GaussianBlur(large, sharpened, new Size(), MASK_SIGMA);
            Core.addWeighted(large, 1 + MASK_AMOUNT, sharpened, -MASK_AMOUNT, 0, sharpened);
            return decode(sharpened);
        } finally {
            sharpened.release();
        }
    }

    private Optional<String> decode(Mat grey) {
        byte[] luminance = new byte[grey.rows() * grey.cols()];
        grey.get(0, 0, luminance);
        LuminanceSource source = new PlanarYUVLuminanceSource(
                luminance, grey.cols(), grey.rows(), 0, 0, grey.cols(), grey.rows(), false);
        try {
            return Optional.of(zxing.decode(new BinaryBitmap(new HybridBinarizer(source)), HINTS)
                    .getText());
        } catch (NotFoundException e) {
            // ZXing's way of saying that there is no symbol in this picture.
            return Optional.empty();
        } catch (ReaderException e) {
            // There are finder patterns, and what lies between them cannot be read.
            symbolSeen = true;
            return Optional.empty();
        } finally {
            zxing.reset();
        }
    }
}
