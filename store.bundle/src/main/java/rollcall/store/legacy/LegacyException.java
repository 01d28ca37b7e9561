package rollcall.store.legacy;

/** Says in one line for people why a predecessor's database is not taken over. */
final class LegacyException extends Exception {
    private static final long serialVersionUID = 1L;

    LegacyException(String message) {
        super(message);
    }

    LegacyException(String message, Throwable cause) {
        super(message, cause);
    }
}
