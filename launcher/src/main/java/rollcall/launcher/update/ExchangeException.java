package rollcall.launcher.update;

/** Bundles could not be exchanged; the message is one line for people. */
final class ExchangeException extends Exception {
    private static final long serialVersionUID = 1L;

    ExchangeException(String message) {
        super(message);
    }

    ExchangeException(String message, Throwable cause) {
        super(message, cause);
    }
}
