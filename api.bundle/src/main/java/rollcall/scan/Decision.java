package rollcall.scan;

import java.time.Instant;

/** What a code means at one moment: the terminal's answer to a card. */
public sealed interface Decision {
    /**
     * The scan counts.
     *
     * @param direction whether the student came or went
     * @param late whether a student who came was late by the schedule; never for one who went
     * @param listed whether the roster knows the code
     * @param session the session of the schedule it belongs to, empty without a schedule
     */
    record Accepted(Direction direction, boolean late, boolean listed, String session) implements Decision {
        public Accepted {
            if (late && direction == Direction.LOGOUT) {
                throw new IllegalArgumentException("a student who goes is not late");
            }
        }
    }

    /**
     * The same code was accepted a moment ago, or has been in this direction and session; stored for the record, counts
     * for nothing.
     *
     * @param direction the direction of the scan that counts
     * @param earlier when the scan that counts was captured
     */
    record Duplicate(Direction direction, Instant earlier) implements Decision {}

    /** The code is refused; stored for the record, counts for nothing. */
    record Rejected(Reason reason) implements Decision {}

    /** Why a code is refused. */
    enum Reason {
        /** A roster is installed and does not list the code, and {@code store.unknownCodes} is {@code reject}. */
        UNKNOWN_CODE,
        /** The text does not have the form of a code. */
        MALFORMED_CODE,
        /** The schedule has no session at this time of day. */
        OUTSIDE_HOURS,
        /** The schedule has no school on this day. */
        NO_SCHOOL
    }
}
