package rollcall.access.gate;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import rollcall.access.Visit;

/**
 * Tells requests that another web site had a browser send (OWASP Cross-Site Request Forgery Prevention Cheat Sheet: fetch metadata,
 * with the origin where a browser does not send them).
 */
final class CrossSite {
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private CrossSite() {}

    /** Whether a request that changes something may come from where it comes from. */
    static boolean isOwn(Visit visit) {
        Optional<String> site = visit.header("sec-fetch-site");
        Optional<String> origin = visit.header("origin");
        if (site.isPresent()) {
            return OWN.contains(site.get().toLowerCase(Locale.ROOT));
        }
        if (origin.isPresent()) {
            return isOrigin(visit, origin.get());
        }
        // No browser: those send an origin with everything that is no GET. A cookie alone does not prove that.
        return visit.header("cookie").isEmpty();
    }

    private static boolean isOrigin(Visit visit, String origin) {
        String scheme = visit.secure() ? "https" : "http";
        try {
            URI uri = URI.create(origin);
            return scheme.equals(uri.getScheme())
                    && visit.header("host")
                            .filter(host -> host.equalsIgnoreCase(uri.getRawAuthority()))
                            .isPresent();
        } catch (IllegalArgumentException e) {
            // Not an address at all, such as "null, http://...".
            return false;
        }
    }
}
