package rollcall.scan;

/** How far the clock could be trusted when a scan was stamped. */
public enum ClockTrust {
    /** In step with a time server. */
    TRUSTED,
    /** Was in step with a time server not long ago and has run freely since. */
    HOLDOVER,
    /** Never set since the machine started, or stepped without an explanation. */
    UNTRUSTED
}
