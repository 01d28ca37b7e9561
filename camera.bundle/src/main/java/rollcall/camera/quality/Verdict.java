package rollcall.camera.quality;

/** What a check says of a face. */
public enum Verdict {
    PASS,
    FAIL,
    /** Nothing could be measured, for instance because no landmarks were found; the configuration says what that means. */
    UNKNOWN
}
