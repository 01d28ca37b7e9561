package rollcall.camera.session;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.camera.Frame;
import rollcall.camera.code.CardCode;
import rollcall.camera.code.CardCode.Refused;
import rollcall.camera.code.CardCode.Valid;
import rollcall.camera.qr.Card;
import rollcall.camera.qr.CardReader;
import rollcall.camera.qr.PlainCardReader;
import rollcall.camera.qr.Reading;
import rollcall.camera.vision.Vision;

/** Reads cards, with OpenCV if it is there and without it if it is not. Belongs to the camera thread. */
final class CardEyes implements Function<Frame, CardReading>, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("rollcall.camera");

    private final Function<String, CardCode> codes;
    private @Nullable CardReader reader;
    private @Nullable PlainCardReader plain;

    /**
     * Eyes.
     *
     * @param codes what the text of a card comes to
     */
    CardEyes(Function<String, CardCode> codes) {
        this.codes = codes;
    }

    @Override
    public CardReading apply(Frame frame) {
        Reading reading = read(frame);
        Optional<CardCode> held = reading.held().map(Card::text).map(codes);
        return new CardReading(
                held.filter(Valid.class::isInstance).map(card -> ((Valid) card).code()),
                reading.isSeveral(),
                held.filter(Refused.class::isInstance).map(Refused.class::cast));
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
