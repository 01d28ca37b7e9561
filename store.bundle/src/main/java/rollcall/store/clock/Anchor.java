package rollcall.store.clock;

import java.util.Optional;

/**
 * The last time the clock was seen in step with a time server.
 *
 * @param boot the start of the machine in which that was
 * @param wallMillis when, in milliseconds since 1970
 * @param offset how far the clocks were apart then, see {@link Moment#offset()}; means something in the same boot only
 */
record Anchor(String boot, long wallMillis, long offset) {
    /** A step of the clock is more than this; anything less is drift. */
    static final long STEP_MILLIS = 2_000;

    String text() {
        return boot + " " + wallMillis + " " + offset;
    }

    /** The anchor of a text; nothing if the text is none. */
    static Optional<Anchor> of(String text) {
        String[] parts = text.split(" ", -1);
        try {
            return parts.length == 3
                    ? Optional.of(new Anchor(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether the wall clock is where it was then, but for the time that went by. */
    boolean holds(Moment now) {
        return Math.abs(now.offset() - offset) <= STEP_MILLIS && now.wallMillis() >= wallMillis - STEP_MILLIS;
    }
}
