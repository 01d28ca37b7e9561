package rollcall.http.hold;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The response of one attempt to have a request answered: keeps an error back until it is known whether it is final.
 *
 * <p>Felix HTTP reports a path without a servlet, and a servlet that threw, with {@code sendError}; servlets of ours
 * write their own error bodies, which pass through untouched, as does everything else.
 */
final class Attempt extends HttpServletResponseWrapper {
    private int error;
    private @Nullable String message;

    Attempt(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void sendError(int status, @Nullable String text) {
        error = status;
        message = text;
    }

    @Override
    public void sendError(int status) {
        sendError(status, null);
    }

    boolean failed() {
        return error != 0;
    }

    /** Sends the error that was kept back. */
    void passOn() throws IOException {
        if (message == null) {
            super.sendError(error);
        } else {
            super.sendError(error, message);
        }
    }
}
