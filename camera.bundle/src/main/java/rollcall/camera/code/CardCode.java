package rollcall.camera.code;

import java.util.Locale;

/** What the text of a card comes to: a code, or a reason why it is none. */
public sealed interface CardCode {
    /**
     * A code to be recorded.
     *
     * @param code without its signature
     */
    record Valid(String code) implements CardCode {}

    /**
     * A card that is not let through to the store.
     *
     * @param text as it stands in the card; untrusted, never logged
     */
    record Refused(String text, Reason reason) implements CardCode {}

    /** Why a card is refused. */
    enum Reason {
        /** It bears no signature and has to. */
        UNSIGNED,
        /** Its signature is not that of its code. */
        FORGED,
        /** There is no key to check its signature with. */
        UNCHECKED;

        /** Its name in figures. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
