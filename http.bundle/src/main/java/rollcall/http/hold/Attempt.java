package rollcall.http.hold;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The response of one attempt to have a request answered: keeps a failure back until it is known whether it is final.
 *
 * <p>Felix HTTP reports a path without a servlet, and a servlet that threw, with {@code sendError}, and so does the page
 * for paths it does not know: while servlets are being unregistered one by one, it is asked for paths of others. A servlet
 * whose bundle is being stopped answers with a status of 500 or above. Everything else passes through untouched.
 */
final class Attempt extends HttpServletResponseWrapper {
    private int error;

    /** The body of a failure that the servlet wrote itself; empty if the server reported it. */
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

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

    @Override
    public void setStatus(int status) {
        if (status >= SC_INTERNAL_SERVER_ERROR) {
            error = status;
        } else {
            super.setStatus(status);
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return failed() ? new Kept() : super.getOutputStream();
    }

    boolean failed() {
        return error != 0;
    }

    /** Sends the failure that was kept back: as the servlet wrote it, or as JSON without details. */
    void passOn() throws IOException {
        if (body.size() > 0) {
            super.setStatus(error);
            body.writeTo(super.getOutputStream());
            return;
        }
        String text =
                switch (error) {
                    case SC_NOT_FOUND -> "Not found";
                    case SC_INTERNAL_SERVER_ERROR -> "Internal server error";
                    default -> "error " + error;
                };
        send((HttpServletResponse) getResponse(), error, text);
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

    private final class Kept extends ServletOutputStream {
        @Override
        public void write(int b) {
            body.write(b);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("a failure is written at once");
        }
    }
}
