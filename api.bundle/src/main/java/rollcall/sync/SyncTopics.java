package rollcall.sync;

/** Event Admin topics about far ends; hints that may be missed, the state can be asked for. */
public final class SyncTopics {
    /** No far end that is reached over a network answered any more. Property: {@link #REASON}. */
    public static final String NETWORK_OFFLINE = "rollcall/sync/NETWORK_OFFLINE";

    /** One answers again. */
    public static final String NETWORK_ONLINE = "rollcall/sync/NETWORK_ONLINE";

    /** A target's circuit breaker changed. Properties: {@link #TARGET}, {@link #STATE}. */
    public static final String BREAKER = "rollcall/sync/BREAKER";

    /** A target takes nothing until a person mends something. Properties: {@link #TARGET}, {@link #REASON}. */
    public static final String CLOSED = "rollcall/sync/CLOSED";

    /** A target refused a scan for good. Properties: {@link #TARGET}, {@link #ID}, {@link #REASON}. */
    public static final String QUARANTINED = "rollcall/sync/QUARANTINED";

    /** Property: name of the target. */
    public static final String TARGET = "target";

    /** Property: {@code closed}, {@code open} or {@code half_open}. */
    public static final String STATE = "state";

    /** Property: one line for people. */
    public static final String REASON = "reason";

    /** Property: the id of a scan as text. */
    public static final String ID = "id";

    private SyncTopics() {}
}
