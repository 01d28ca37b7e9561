package rollcall.scan;

import java.time.Instant;

/** What a code means at one moment: the terminal's answer to a card. */
public sealed interface Decision {
    /**
     * The scan counts.
     *
     * @param direction whether the student came or went
     * @param listed whether the roster knows the code; false only where no roster is installed
     */
    record Accepted(Direction direction, boolean listed) implements Decision {}

    /**
     * The same code was accepted a moment ago; stored for the record, counts for nothing.
     *
     * @param direction the direction of the scan that counts
     * @param earlier when the scan that counts was captured
     */
    record Duplicate(Direction direction, Instant earlier) implements Decision {}

    /** The code is refused; stored for the record, counts for nothing. */
    record Rejected(Reason reason) implements Decision {}

    /** Why a code is refused. */
    enum Reason {
        /** A roster is installed and does not list the code. */
        UNKNOWN_CODE,
        /** The text does not have the form of a code. */
        MALFORMED_CODE
    }
}
