package rollcall.camera.qr;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Map;
import java.util.Optional;

/** Reads one QR symbol from grey values with ZXing. Belongs to one thread. */
final class Symbols {
    private static final Map<DecodeHintType, Object> HINTS = Map.of(DecodeHintType.TRY_HARDER, true);

    private final QRCodeReader zxing = new QRCodeReader();
    private boolean seen;

    /** Whether the last reading found finder patterns, whether it could be read or not. */
    boolean seen() {
        return seen;
    }

    /**
     * The symbol in a picture of one byte a pixel, row by row.
     *
     * @param tilted whether to search for the fourth corner of one that cannot be read, which takes some milliseconds
     */
    Optional<Card> read(byte[] grey, int width, int height, boolean tilted) {
        seen = false;
        PlanarYUVLuminanceSource source = new PlanarYUVLuminanceSource(grey, width, height, 0, 0, width, height, false);
        BinaryBitmap picture = new BinaryBitmap(new HybridBinarizer(source));
        try {
            Result result = zxing.decode(picture, HINTS);
            seen = true;
            return Optional.of(card(result));
        } catch (NotFoundException e) {
            // ZXing's way of saying that there is no symbol in this picture.
            return Optional.empty();
        } catch (ReaderException e) {
            // There are finder patterns, and what lies between them cannot be read.
            seen = true;
            return tilted ? tilted(picture) : Optional.empty();
        } finally {
            zxing.reset();
        }
    }

    private static Optional<Card> tilted(BinaryBitmap picture) {
        try {
            return new TiltedSymbol(picture.getBlackMatrix()).read();
        } catch (NotFoundException e) {
            // Nothing black and white.
            return Optional.empty();
        }
    }

    /** The points are: below left, above left, above right. */
    private static Card card(Result result) {
        ResultPoint[] points = result.getResultPoints();
        double x = (points[0].getX() + points[2].getX()) / 2.0;
        double y = (points[0].getY() + points[2].getY()) / 2.0;
        double side = (ResultPoint.distance(points[0], points[1]) + ResultPoint.distance(points[1], points[2])) / 2.0;
        return new Card(result.getText(), x, y, side);
    }
}
