package rollcall.store;

/** Says why the store could not do what it was asked; the message is one line for people. */
public class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What the caller can do about it. */
    public enum Kind {
        /** This store object was stopped; wait for the next one. */
        CLOSED,
        /** No room or the disk refuses to write; the same call may work later. */
        UNWRITABLE,
        /** The database is damaged; the store repairs it when it is started again. */
        DAMAGED,
        /** Anything else; the same call may work later. */
        FAILED
    }

    private final Kind kind;

    public StoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public StoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
