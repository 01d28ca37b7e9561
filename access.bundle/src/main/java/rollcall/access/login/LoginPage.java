package rollcall.access.login;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The page to sign in, as text. */
final class LoginPage {
    private final String html;
    private final byte[] css;

    LoginPage() throws IOException {
        this.html = new String(resource("login.html"), StandardCharsets.UTF_8);
        this.css = resource("login.css");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = LoginPage.class.getResourceAsStream("/login/" + name)) {
            if (in == null) {
                throw new IOException("the bundle lacks login/" + name);
            }
            return in.readAllBytes();
        }
    }

    byte[] css() {
        return css.clone();
    }

    /**
     * The page.
     *
     * @param problem one line, or nothing; this terminal's own words
     * @param to where to go afterwards, as {@link #safe} made it
     */
    byte[] html(String problem, String to) {
        String line = problem.isEmpty() ? "" : "<p class=\"problem\" role=\"alert\">" + problem + "</p>";
        return html.replace("{problem}", line).replace("{to}", to).getBytes(StandardCharsets.UTF_8);
    }

    /** A place on this terminal, whatever was asked for: {@code //elsewhere} is an address for a browser. */
    static String safe(String to) {
        return to.matches("/([A-Za-z0-9._-]+/?)*") ? to : "/";
    }
}
