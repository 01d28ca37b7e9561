package rollcall.camera.session;

/** Where a capture session stands. */
enum SessionState {
    /** Nobody is being served; cards are looked for. */
    SEARCHING,
    /** A card was read, and no frame has been looked at for a face yet. */
    CODE_READ,
    /** A face is wanted and something stands in the way; the person is told what. */
    GUIDING,
    /** Every check passes; it has to stay so for a while. */
    HOLDING_STILL,
    /** The photo is taken and the scan is on its way to the store. */
    CAPTURED,
    /** The store has it: the green light. */
    RECORDED,
    /** Stored and counting for nothing, or not stored at all; the person is told why. */
    REFUSED,
    /** No good photo came in time; what happens then is configured. */
    TIMED_OUT
}
