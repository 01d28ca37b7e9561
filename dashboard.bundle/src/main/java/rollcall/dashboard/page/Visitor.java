package rollcall.dashboard.page;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import rollcall.access.Role;

/** A request for a page: who asks, in which language, with what. */
public final class Visitor {
    /** The gate's, of the session. */
    private static final String FORM_TOKEN = "rollcall.formToken";

    private static final String LANGUAGE = "language";
    private static final int LONGEST = 4_000;

    private final HttpServletRequest request;
    private final Words words;

    Visitor(HttpServletRequest request, Map<String, Words> languages) {
        this.request = request;
        this.words = language(request, languages);
    }

    private static Words language(HttpServletRequest request, Map<String, Words> languages) {
        Cookie[] cookies = request.getCookies();
        Optional<String> chosen = cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(LANGUAGE))
                        .map(Cookie::getValue)
                        .filter(languages::containsKey)
                        .findFirst();
        String accepted = request.getHeader("Accept-Language");
        String wanted = chosen.orElse(accepted != null && accepted.matches("(?i)(fil|tl)\\b.*") ? "fil" : "en");
        Words words = languages.get(wanted);
        if (words == null) {
            throw new IllegalStateException("no words of " + wanted);
        }
        return words;
    }

    /** In the visitor's language. */
    public Words words() {
        return words;
    }

    /** What an input of the address or the form says; empty if there is none, cut where it is longer than any input of ours. */
    public String input(String name) {
        String value = request.getParameter(name);
        if (value == null) {
            return "";
        }
        return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    }

    /** Everything in the form, the first value of each. */
    public Map<String, String[]> inputs() {
        return request.getParameterMap();
    }

    /** Whether the visitor may do what this role may. */
    public boolean may(Role role) {
        return request.isUserInRole(role.word());
    }

    /** The visitor's account. */
    public String name() {
        String name = request.getRemoteUser();
        return name == null ? "" : name;
    }

    /** What forms have to send along. */
    public String formToken() {
        String token = String.valueOf(request.getAttribute(FORM_TOKEN));
        return token.matches("[0-9a-f]{64}") ? token : "";
    }
}
