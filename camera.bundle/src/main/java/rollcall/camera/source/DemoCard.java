package rollcall.camera.source;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import rollcall.camera.Frame;

/** Draws a QR card in front of a grey wall, as a camera would see it. */
final class DemoCard {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;

    private static final int MODULE_PIXELS = 8;
    private static final byte WALL = (byte) 0x60;
    private static final byte PAPER = (byte) 0xf0;
    private static final byte INK = (byte) 0x18;

    private DemoCard() {}

    /** The wall with a card on it; {@code place} moves the card about. */
    static Frame draw(String code, long place, Instant takenAt) throws IOException {
        BitMatrix symbol;
        try {
            symbol = new QRCodeWriter().encode(code, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, 4));
        } catch (WriterException e) {
            throw new IOException("the demo cannot draw " + code, e);
        }
        byte[] bgr = new byte[WIDTH * HEIGHT * 3];
        Arrays.fill(bgr, WALL);
        int side = symbol.getWidth() * MODULE_PIXELS;
        int left = (int) (place * 37 % (WIDTH - side));
        int top = (int) (place * 23 % (HEIGHT - side));
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                byte value = symbol.get(x / MODULE_PIXELS, y / MODULE_PIXELS) ? INK : PAPER;
                int at = ((top + y) * WIDTH + left + x) * 3;
                bgr[at] = value;
                bgr[at + 1] = value;
                bgr[at + 2] = value;
            }
        }
        return new Frame(WIDTH, HEIGHT, bgr, takenAt);
    }
}
