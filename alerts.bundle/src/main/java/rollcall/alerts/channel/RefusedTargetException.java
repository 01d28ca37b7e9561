package rollcall.alerts.channel;

import java.io.IOException;

/** Says that an address must not be called. */
final class RefusedTargetException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedTargetException(String message) {
        super(message);
    }
}
