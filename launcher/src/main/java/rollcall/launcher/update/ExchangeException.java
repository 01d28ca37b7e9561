package rollcall.launcher.update;

/** Bundles could not be exchanged; the message is one line for people. */
final class ExchangeException extends Exception {
    private static final long serialVersionUID = 1L;

    private boolean stuck;

    ExchangeException(String message) {
        super(message);
    }

    ExchangeException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Notes that what ran before could not be put back. */
    void stuck() {
        stuck = true;
    }

    /** Whether what ran before does not run again: only a new process helps. */
    boolean isStuck() {
        return stuck;
    }
}
