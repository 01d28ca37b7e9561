package rollcall.alert;

/** Where an alert stands in its life. */
public enum AlertState {
    /** The condition has not lasted long enough to be told. */
    PENDING,
    FIRING,
    /** Somebody takes care of it: no repeats, no escalation. */
    ACKNOWLEDGED,
    /** Nobody wants to hear of it for some time. */
    SILENCED,
    /** The condition is gone, but not yet for long enough to be believed. */
    RESOLVING,
    RESOLVED
}
