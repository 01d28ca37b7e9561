package rollcall.sync.message;

import java.time.Instant;
import java.util.Optional;

/** How messages to guardians stand, for the other parts of this bundle. */
public interface GuardianMessages {
    /** The state now. */
    State state();

    /** What was counted since this bundle started. */
    MessageFigures figures();

    /** The day's tries so far cannot be more. */
    int budget();

    /**
     * A state.
     *
     * @param enabled whether guardians are told anything
     * @param problem what is wrong, one line without numbers and names
     * @param since when it began to be wrong
     */
    record State(boolean enabled, Optional<String> problem, Optional<Instant> since) {}
}
