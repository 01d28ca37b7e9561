package rollcall.camera.recovery;

import java.io.IOException;
import java.util.Locale;

/** A source has to be closed and opened again; the message is one line for people. */
public final class SourceFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** A failure of a kind. */
    public SourceFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What failed. */
    public enum Kind {
        /** The source cannot be opened. */
        OPEN,
        /** It broke while it was read. */
        LOST,
        /** It is open and gives no frames. */
        STALLED,
        /** What it gives cannot be decoded. */
        GARBAGE,
        /** What it gives is black. */
        BLACK;

        /** Its name in the label {@code error_type}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What failed. */
    public Kind kind() {
        return kind;
    }
}
