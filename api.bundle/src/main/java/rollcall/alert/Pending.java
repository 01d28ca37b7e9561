package rollcall.alert;

import java.time.Instant;

/**
 * An event that is to be told on one channel: a row of the store's outbox for alerts.
 *
 * @param key the idempotency key, unique
 * @param alert as it was at the event
 * @param channel name of the channel
 * @param at when the event happened
 * @param nextAt when it is tried next
 * @param answer what the other side said last, or why it was given up
 */
public record Pending(
        String key,
        Notice.Kind kind,
        Alert alert,
        String channel,
        Instant at,
        State state,
        int attempts,
        Instant nextAt,
        String answer) {
    /** Where it stands. */
    public enum State {
        WAITING,
        DELIVERED,
        /** Refused for good; somebody must look. */
        DEAD,
        /** Not told, for the reason in {@code answer}. */
        SUPPRESSED
    }

    /** The same after a try. */
    public Pending tried(State next, int tries, Instant again, String said) {
        return new Pending(key, kind, alert, channel, at, next, tries, again, said);
    }
}
