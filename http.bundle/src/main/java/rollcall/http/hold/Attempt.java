package rollcall.http.hold;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The response of one attempt to have a request answered: keeps an error back until it is known whether it is final.
 *
 * <p>Felix HTTP reports a path without a servlet, and a servlet that threw, with {@code sendError}, and so does the page
 * for paths it does not know: while servlets are being unregistered one by one, it is asked for paths of others.
 * Everything else passes through untouched.
 */
final class Attempt extends HttpServletResponseWrapper {
    private int error;

    Attempt(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void sendError(int status, String text) {
        // The text is the server's own, in HTML and with details; what is sent is ours.
        error = status;
    }

    @Override
    public void sendError(int status) {
        error = status;
    }

    boolean failed() {
        return error != 0;
    }

    /** Sends the error that was kept back, as JSON and without details. */
    void passOn() throws IOException {
        String text =
                switch (error) {
                    case SC_NOT_FOUND -> "Not found";
                    case SC_INTERNAL_SERVER_ERROR -> "Internal server error";
                    default -> "error " + error;
                };
        send(this, error, text);
    }

    /** Writes a JSON object with the one key {@code error}. */
    static void send(HttpServletResponse response, int status, String text) throws IOException {
        byte[] body = ("{\n  \"error\": \"" + text + "\"\n}").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("Content-Type", "application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
