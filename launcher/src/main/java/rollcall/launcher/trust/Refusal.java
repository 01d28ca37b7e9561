package rollcall.launcher.trust;

/** Why an update is not let in, for programs; the words beside it are for people. */
public enum Refusal {
    /** No key is trusted here, so nothing is let in. */
    NO_TRUSTED_KEY,
    UNSIGNED,
    /** The file is not what an update file looks like, or too large. */
    MALFORMED,
    UNKNOWN_KEY,
    REVOKED_KEY,
    BAD_SIGNATURE,
    EXPIRED,
    /** Whether it expired cannot be told, because the clock is wrong. */
    CLOCK_UNKNOWN,
    /** A newer one was taken before. */
    OLD_SEQUENCE,
    /** Meant for other terminals. */
    OTHER_TARGET,
    /** A jar is not the one that was signed. */
    CONTENT_DIFFERS,
    NO_SPACE,
    /** The plan says that the terminal would not work with it. */
    PLAN,
    /** Another update is under way. */
    BUSY,
    /** There is nothing to go back to, or no way. */
    NO_WAY_BACK
}
