package rollcall.await;

/** A service did not come back within the time allowed. */
public final class ServiceAwayException extends Exception {
    private static final long serialVersionUID = 1L;

    public ServiceAwayException(String message) {
        super(message);
    }
}
