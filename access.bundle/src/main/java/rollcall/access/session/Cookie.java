package rollcall.access.session;

import java.util.Arrays;
import java.util.Optional;
import rollcall.access.Visit;

/**
 * The cookie that bears the reference of a session. Over TLS its name begins with {@code __Host-}, which browsers take from this very
 * host over TLS alone; on loopback, where there may be none, it has another name.
 */
public final class Cookie {
    private static final String SECURE = "__Host-rollcall";
    private static final String PLAIN = "rollcall";

    private Cookie() {}

    private static String name(boolean secure) {
        return secure ? SECURE : PLAIN;
    }

    /** The reference that a request bears. */
    public static Optional<String> reference(Visit visit) {
        String prefix = name(visit.secure()) + "=";
        return visit.header("cookie").stream()
                .flatMap(line -> Arrays.stream(line.split("[;,]")))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(prefix))
                .map(cookie -> cookie.substring(prefix.length()))
                .findFirst();
    }

    /** The header that has a browser keep a reference until it is closed. */
    public static String set(String reference, boolean secure) {
        return name(secure) + "=" + reference + attributes(secure);
    }

    /** The header that has a browser forget it. */
    public static String clear(boolean secure) {
        return name(secure) + "=" + attributes(secure) + "; Max-Age=0";
    }

    private static String attributes(boolean secure) {
        return "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }
}
