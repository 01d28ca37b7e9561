package rollcall.access.console;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Keeps a page of the console until it is whole, and then writes it with the token and the script that sends it along. */
final class ConsolePage extends HttpServletResponseWrapper {
    private static final String HEAD = "<head>";

    private final String token;
    private @Nullable StringWriter html;
    private @Nullable PrintWriter writer;

    ConsolePage(HttpServletResponse response, String token) {
        super(response);
        // The gate makes it of hexadecimal digits; nothing else may get into the page.
        this.token = token.matches("[0-9a-f]{64}") ? token : "";
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        PrintWriter known = writer;
        if (known == null) {
            known = isHtml() ? new PrintWriter(keep()) : super.getWriter();
            writer = known;
        }
        return known;
    }

    private StringWriter keep() {
        StringWriter kept = new StringWriter();
        html = kept;
        return kept;
    }

    private boolean isHtml() {
        String type = getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html");
    }

    @Override
    public void flushBuffer() throws IOException {
        if (html == null) {
            super.flushBuffer();
        }
    }

    /** Writes what was kept, if anything was. */
    void finish() throws IOException {
        if (html != null && writer != null) {
            writer.flush();
            super.getWriter().write(with(html.toString(), token));
        }
    }

    static String with(String page, String token) {
        int head = page.indexOf(HEAD);
        if (head < 0) {
            return page;
        }
        int inside = head + HEAD.length();
        return page.substring(0, inside) + "<meta name=\"form-token\" content=\"" + token + "\" />"
                + "<script src=\"/console.js\"></script>" + page.substring(inside);
    }
}
