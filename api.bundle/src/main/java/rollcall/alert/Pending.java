package rollcall.alert;

import java.time.Instant;

/**
 * An event that is to be told on one channel: a row of the store's outbox for alerts.
 *
 * @param key unique, made of alert, event and channel
 * @param alert as it was at the event
 * @param channel name of the channel
 * @param at when the event happened
 * @param nextAt when it is tried next
 * @param batch the key of the notice it was given in, the same at every try; empty before the first
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
        String batch,
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

    /** The same after a try, or after it was given up. */
    public Pending tried(State next, int tries, Instant again, String said) {
        return new Pending(key, kind, alert, channel, at, next, tries, again, batch, said);
    }

    /** The same as part of a notice. */
    public Pending in(String notice) {
        return new Pending(key, kind, alert, channel, at, state, attempts, nextAt, notice, answer);
    }
}
