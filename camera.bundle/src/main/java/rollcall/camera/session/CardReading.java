package rollcall.camera.session;

import java.util.Optional;

/**
 * What the cards in a frame come to.
 *
 * @param text of the card that counts, if one does
 * @param several whether there are several and none of them counts
 */
record CardReading(Optional<String> text, boolean several) {
    /** No card. */
    static final CardReading NONE = new CardReading(Optional.empty(), false);
}
