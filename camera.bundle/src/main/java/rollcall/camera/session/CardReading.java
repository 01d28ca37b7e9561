package rollcall.camera.session;

import java.util.Optional;
import rollcall.camera.code.CardCode.Reason;
import rollcall.camera.code.CardCode.Refused;
import rollcall.camera.quality.Hint;

/**
 * What the cards in a frame come to.
 *
 * @param code of the card that counts, if one does
 * @param several whether there are several and none of them counts
 * @param refused the card that would count and is not genuine
 */
record CardReading(Optional<String> code, boolean several, Optional<Refused> refused) {
    /** No card. */
    static final CardReading NONE = new CardReading(Optional.empty(), false, Optional.empty());

    /** What is wrong with the cards that are held up, in words for people. */
    Optional<Hint> problem() {
        return several ? Optional.of(Hint.ONE_CARD) : refused.map(card -> hint(card.reason()));
    }

    /** What a person is told whose card is refused. */
    static Hint hint(Reason reason) {
        return switch (reason) {
            case UNSIGNED -> Hint.CARD_UNSIGNED;
            case FORGED -> Hint.CARD_FORGED;
            case UNCHECKED -> Hint.CARD_UNCHECKED;
        };
    }
}
