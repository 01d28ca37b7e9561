package rollcall.camera.session;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.camera.Frame;
import rollcall.camera.qr.Card;
import rollcall.camera.qr.CardReader;
import rollcall.camera.qr.PlainCardReader;
import rollcall.camera.qr.Reading;
import rollcall.camera.vision.Vision;

/** Reads cards, with OpenCV if it is there and without it if it is not. Belongs to the camera thread. */
final class CardEyes implements Function<Frame, CardReading>, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("rollcall.camera");

    private @Nullable CardReader reader;
    private @Nullable PlainCardReader plain;

    @Override
    public CardReading apply(Frame frame) {
        Reading reading = read(frame);
        return new CardReading(reading.held().map(Card::text), reading.isSeveral());
    }

    private Reading read(Frame frame) {
        if (reader == null && plain == null) {
            if (Vision.isThere()) {
                reader = new CardReader();
            } else {
                LOG.log(System.Logger.Level.ERROR, "cards are read and no face photos taken: {0}", Vision.problem());
                plain = new PlainCardReader();
            }
        }
        CardReader full = reader;
        PlainCardReader simple = plain;
        if (full != null) {
            return full.read(frame);
        }
        return simple == null ? Reading.NONE : simple.read(frame);
    }

    @Override
    public void close() {
        CardReader was = reader;
        reader = null;
        if (was != null) {
            was.close();
        }
    }
}
