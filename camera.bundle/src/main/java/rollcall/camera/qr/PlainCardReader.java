package rollcall.camera.qr;

import java.util.List;
import java.util.Optional;
import rollcall.camera.Frame;

/** Reads the card in a frame without OpenCV, as far as ZXing gets with the frame as it is. Belongs to one thread. */
public final class PlainCardReader {
    private final Symbols symbols = new Symbols();

    /** The card in a frame. */
    public Reading read(Frame frame) {
        byte[] bgr = frame.bgr();
        byte[] grey = new byte[frame.width() * frame.height()];
        for (int i = 0; i < grey.length; i++) {
            // Weights of ITU-R BT.601 in 256ths.
            int sum = 29 * (bgr[3 * i] & 0xff) + 150 * (bgr[3 * i + 1] & 0xff) + 77 * (bgr[3 * i + 2] & 0xff);
            grey[i] = (byte) (sum >> 8);
        }
        Optional<Card> card = symbols.read(grey, frame.width(), frame.height(), true);
        return card.map(found -> new Reading(List.of(found))).orElse(Reading.NONE);
    }
}
