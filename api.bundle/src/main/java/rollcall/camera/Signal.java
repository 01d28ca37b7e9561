package rollcall.camera;

/** What a student in front of the terminal is told with light, sound or a screen. */
public enum Signal {
    /** A card was read; the face comes next. */
    CARD_READ,
    /** The face is good; hold still. */
    FACE_GOOD,
    /** The scan counts and is durable: the green light. */
    ACCEPTED,
    /** As {@link #ACCEPTED}, of a student who is late. */
    LATE,
    /** Stored, and counts for nothing because an earlier scan counts. */
    DUPLICATE,
    /** The card is refused, or there was no good photo where one is needed. */
    REFUSED,
    /** Something failed and nothing was promised: show the card again. */
    FAILED
}
