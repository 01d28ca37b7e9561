package rollcall.access.gate;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import rollcall.access.Role;
import rollcall.access.Visit;

/**
 * Which role a request needs. What no rule names needs {@link Role#ADMIN}: a servlet that somebody adds is closed until a rule
 * opens it.
 */
final class Rules {
    /** Nothing in them tells anything about the terminal but whether it is well. */
    private static final Set<String> PUBLIC = Set.of("/health", "/login", "/login.css", "/icon.svg");

    private static final Set<String> METRICS = Set.of("/metrics", "/metrics/prometheus");
    private static final Set<String> SEED = Set.of("/status", "/scans/recent", "/queue/status", "/system/info");
    private static final Set<String> PAGES = Set.of("/", "/page.css", "/page.js");

    /** What the screen of the terminal itself shows: no list of scans, and names only to who stands before it. */
    private static final Set<String> SCREEN =
            Set.of("/kiosk", "/kiosk.css", "/kiosk.js", "/kiosk/events", "/api/v1/alerts/screen");

    /** A request that somebody passed on is not from this machine, wherever its connection comes from. */
    private static final Set<String> PASSED_ON = Set.of("forwarded", "via", "x-forwarded-for", "x-real-ip");

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1", "[::1]");
    private static final String CONFIG = "/config";
    private static final String ADMIN_PAGES = "/admin/";
    private static final String API = "/api/v1/";
    private static final Set<String> ADMINS = Set.of(
            "access",
            "accounts",
            "audit",
            "bundles",
            "config",
            "export",
            "log",
            "people",
            "sessions",
            "settings",
            "shutdown",
            "tokens",
            "updates",
            "users");

    private final boolean seedIsOpen;

    /**
     * Rules.
     *
     * @param seedIsOpen whether the predecessor's reading endpoints need nobody to sign in, {@code admin_dashboard.auth_enabled = false}
     */
    Rules(boolean seedIsOpen) {
        this.seedIsOpen = seedIsOpen;
    }

    /** The role that is needed; empty if anybody may. */
    Optional<Role> needed(Visit visit) {
        String path = visit.path();
        if (path.equals("/login") || path.equals("/logout")) {
            return Optional.empty();
        }
        if (!visit.isReading()) {
            return Optional.of(isForAdmins(path) ? Role.ADMIN : Role.OPERATOR);
        }
        if (PUBLIC.contains(path)) {
            return Optional.empty();
        }
        if (METRICS.contains(path)) {
            return seedIsOpen ? Optional.empty() : Optional.of(Role.METRICS);
        }
        if (SEED.contains(path)) {
            return seedIsOpen ? Optional.empty() : Optional.of(Role.VIEWER);
        }
        if (path.equals(CONFIG)) {
            return seedIsOpen ? Optional.empty() : Optional.of(Role.ADMIN);
        }
        if (SCREEN.contains(path)) {
            return isOwnScreen(visit) ? Optional.empty() : Optional.of(Role.VIEWER);
        }
        if (PAGES.contains(path) || !isForAdmins(path)) {
            return Optional.of(Role.VIEWER);
        }
        return Optional.of(Role.ADMIN);
    }

    private static boolean isOwnScreen(Visit visit) {
        return LOOPBACK.contains(visit.address())
                && PASSED_ON.stream().noneMatch(name -> visit.header(name).isPresent());
    }

    /** What is neither a page nor part of the API, and of these what an admin's topic is. */
    private static boolean isForAdmins(String path) {
        return Stream.of(API, ADMIN_PAGES)
                .filter(path::startsWith)
                .findFirst()
                .map(before -> ADMINS.contains(topic(path, before)))
                .orElse(true);
    }

    /** What stands behind the beginning: {@code alerts} in {@code /api/v1/alerts/test}. */
    private static String topic(String path, String before) {
        String rest = path.substring(before.length());
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }
}
