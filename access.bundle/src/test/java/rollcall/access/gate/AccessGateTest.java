package rollcall.access.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.access.Person;
import rollcall.access.Role;
import rollcall.access.Verdict;
import rollcall.access.Verdict.Admitted;
import rollcall.access.Verdict.Refused;
import rollcall.access.Visit;
import rollcall.access.account.TestAccounts;
import rollcall.access.record.AccessRecord;
import rollcall.access.session.Sessions;
import rollcall.access.session.TestSessions;
import rollcall.access.token.TestTokens;
import rollcall.access.token.Tokens;

class AccessGateTest {
    private static final String HOST = "terminal.local:8443";

    @TempDir
    private Path secrets;

    private final Map<Role, String> cookies = new HashMap<>();
    private long nanos;
    private Tokens tokens;
    private AccessGate guarded;
    private AccessGate open;

    @BeforeEach
    void people() throws Exception {
        Sessions sessions = TestSessions.at(() -> nanos);
        for (Role role : Role.values()) {
            cookies.put(role, "__Host-rollcall=" + sessions.begin(new Person(role.word(), role), "here"));
        }
        tokens = TestTokens.in(secrets);
        SignIn signIn = new SignIn(
                TestAccounts.with(secrets, "ana", Role.OPERATOR, "pass:word with colon"),
                tokens,
                new AccessRecord(),
                () -> nanos);
        guarded = new AccessGate(true, signIn, sessions, new AccessRecord());
        open = new AccessGate(false, signIn, sessions, new AccessRecord());
    }

    private String cookie(Role role) {
        return String.valueOf(cookies.get(role));
    }

    private String formToken(Role role) {
        return Sessions.formToken(cookie(role).substring(cookie(role).indexOf('=') + 1));
    }

    private static Visit visit(String call, String... headers) {
        String[] parts = call.split(" ", 2);
        Map<String, String> all = new HashMap<>(Map.of("host", HOST));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return new Visit(parts[0], parts[1], true, "10.0.0.7", all);
    }

    private static String code(Verdict verdict) {
        return verdict instanceof Refused refused ? String.valueOf(refused.status()) : "in";
    }

    /** What each role gets, from nobody to admin: 401 is "sign in", 403 is "not you". */
    private void expect(String call, String nobody, String metrics, String viewer, String operator, String admin)
            throws Exception {
        assertThat(code(guarded.judge(visit(call, "sec-fetch-site", "same-origin"))))
                .as(call)
                .isEqualTo(nobody);
        Map<Role, String> expected =
                Map.of(Role.METRICS, metrics, Role.VIEWER, viewer, Role.OPERATOR, operator, Role.ADMIN, admin);
        for (Role role : Role.values()) {
            Visit visit = visit(
                    call, "cookie", cookie(role), "sec-fetch-site", "same-origin", "x-form-token", formToken(role));
            assertThat(code(guarded.judge(visit))).as(call + " by " + role).isEqualTo(expected.get(role));
        }
    }

    @Test
    void each_role_gets_in_where_it_may_and_nowhere_else() throws Exception {
        expect("GET /health", "in", "in", "in", "in", "in");
        expect("GET /login", "in", "in", "in", "in", "in");
        expect("POST /login", "in", "in", "in", "in", "in");
        expect("GET /metrics", "401", "in", "in", "in", "in");
        expect("GET /metrics/prometheus", "401", "in", "in", "in", "in");
        for (String path : List.of(
                "/",
                "/page.js",
                "/admin/scans",
                "/admin/alerts",
                "/status",
                "/scans/recent",
                "/queue/status",
                "/api/v1/events")) {
            expect("GET " + path, "401", "403", "in", "in", "in");
        }
        expect("POST /api/v1/alerts/7/ack", "401", "403", "403", "in", "in");
        expect("POST /admin/queue", "401", "403", "403", "in", "in");
        for (String call : List.of(
                "GET /config",
                "GET /api/v1/users",
                "GET /api/v1/audit/5",
                "PUT /api/v1/bundles",
                "POST /api/v1/updates/plan",
                "POST /system/console/bundles",
                "GET /system/console",
                "GET /whatever/comes",
                "GET /admin/settings",
                "POST /admin/people",
                "GET /admin",
                "POST /",
                "POST /health",
                "DELETE /metrics")) {
            expect(call, "401", "403", "403", "403", "in");
        }
        expect("TRACE /health", "405", "405", "405", "405", "405");
    }

    @Test
    void without_authentication_reading_endpoints_are_open_and_nothing_else() throws Exception {
        for (String path : List.of(
                "/health",
                "/status",
                "/metrics",
                "/metrics/prometheus",
                "/scans/recent",
                "/queue/status",
                "/config",
                "/system/info")) {
            assertThat(code(open.judge(visit("GET " + path)))).as(path).isEqualTo("in");
            assertThat(code(open.judge(visit("POST " + path)))).as(path).isEqualTo("401");
        }
        for (String path : List.of("/", "/api/v1/events", "/api/v1/users", "/system/console")) {
            assertThat(code(open.judge(visit("GET " + path)))).as(path).isEqualTo("401");
        }
    }

    @Test
    void the_terminals_own_screen_needs_nobody_to_sign_in_and_no_other_does_without() throws Exception {
        expect("GET /kiosk", "401", "403", "in", "in", "in");
        expect("POST /kiosk", "401", "403", "403", "403", "in");
        for (String path : List.of("/kiosk", "/kiosk/events", "/api/v1/alerts/screen")) {
            Visit own = new Visit("GET", path, false, "127.0.0.1", Map.of("host", "localhost:8080"));
            assertThat(code(guarded.judge(own))).as(path).isEqualTo("in");
            Visit passedOn = new Visit(
                    "GET", path, false, "127.0.0.1", Map.of("host", "localhost", "x-forwarded-for", "10.0.0.7"));
            assertThat(code(guarded.judge(passedOn))).as(path).isEqualTo("401");
        }
        Visit events = new Visit("GET", "/api/v1/events", false, "127.0.0.1", Map.of("host", "localhost:8080"));
        assertThat(code(guarded.judge(events))).isEqualTo("401");
    }

    @Test
    void what_another_site_had_a_browser_send_changes_nothing() throws Exception {
        String cookie = cookie(Role.ADMIN);
        String call = "POST /api/v1/alerts/7/ack";
        assertThat(code(guarded.judge(visit(call, "cookie", cookie, "sec-fetch-site", "cross-site"))))
                .isEqualTo("403");
        assertThat(code(guarded.judge(visit(call, "cookie", cookie, "sec-fetch-site", "same-site"))))
                .isEqualTo("403");
        assertThat(code(guarded.judge(visit(call, "cookie", cookie))))
                .as("no sign of a browser")
                .isEqualTo("403");
        for (String origin : List.of(
                "https://evil.example",
                "http://" + HOST,
                "null",
                "https://" + HOST + ".evil.example",
                "not an address")) {
            assertThat(code(guarded.judge(visit(call, "cookie", cookie, "origin", origin))))
                    .as(origin)
                    .isEqualTo("403");
            assertThat(code(guarded.judge(visit("POST /login", "origin", origin))))
                    .as(origin)
                    .isEqualTo("403");
        }
        String own = formToken(Role.ADMIN);
        assertThat(code(guarded.judge(visit(call, "cookie", cookie, "origin", "https://" + HOST, "x-form-token", own))))
                .isEqualTo("in");
        for (String wrong : List.of("", own.substring(1), formToken(Role.VIEWER), own + own)) {
            assertThat(code(guarded.judge(
                            visit(call, "cookie", cookie, "origin", "https://" + HOST, "x-form-token", wrong))))
                    .as("the token '%s'", wrong)
                    .isEqualTo("403");
        }
        for (String path : List.of("/system/console/bundles", "/logout")) {
            assertThat(code(guarded.judge(visit("POST " + path, "cookie", cookie, "sec-fetch-site", "same-origin"))))
                    .as("%s without a token", path)
                    .isEqualTo("403");
        }
        String token = tokens.make("robot", Role.ADMIN, Instant.now().plusSeconds(60));
        assertThat(code(guarded.judge(visit(call, "authorization", "Bearer " + token))))
                .isEqualTo("in");
    }

    @Test
    void passwords_and_tokens_of_programs_are_taken_from_the_header_alone() throws Exception {
        String right = "Basic " + base64("ana:pass:word with colon");
        assertThat(guarded.judge(visit("GET /status", "authorization", right)))
                .isInstanceOfSatisfying(
                        Admitted.class, in -> assertThat(in.person()).contains(new Person("ana", Role.OPERATOR)));
        Visit lan = new Visit("GET", "/status", false, "10.0.0.7", Map.of("host", HOST, "authorization", right));
        assertThat(code(guarded.judge(lan)))
                .as("over plain HTTP from elsewhere")
                .isEqualTo("401");
        Visit loopback = new Visit("GET", "/status", false, "127.0.0.1", Map.of("host", HOST, "authorization", right));
        assertThat(code(guarded.judge(loopback))).isEqualTo("in");
        for (String wrong : List.of("Basic", "Basic ?", "Basic " + base64("ana"), "Digest x", "")) {
            assertThat(code(guarded.judge(visit("GET /status", "authorization", wrong))))
                    .as(wrong)
                    .isEqualTo("401");
        }
    }

    @Test
    void guessing_gets_slow_and_says_so_while_others_come_in() throws Exception {
        Visit wrong = visit("GET /status", "authorization", "Basic " + base64("ana:guess"));
        assertThat(code(guarded.judge(wrong))).isEqualTo("401");
        assertThat(guarded.judge(wrong)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.headers()).containsEntry("Retry-After", "1");
        });
        int looked = 0;
        for (int i = 0; i < 1_000; i++) {
            Visit guess = visit("GET /status", "authorization", "Bearer rollcall_" + i);
            looked += code(guarded.judge(guess)).equals("401") ? 1 : 0;
        }
        assertThat(looked).isLessThanOrEqualTo(10);
        assertThat(code(guarded.judge(visit("GET /status", "cookie", cookie(Role.VIEWER)))))
                .isEqualTo("in");
        nanos += 61_000_000_000L;
        Visit right = visit("GET /status", "authorization", "Basic " + base64("ana:pass:word with colon"));
        assertThat(code(guarded.judge(right))).isEqualTo("in");
    }

    @Test
    void a_browser_is_led_to_the_page_to_sign_in() throws Exception {
        assertThat(guarded.judge(visit("GET /", "accept", "text/html,*/*;q=0.8")))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.status()).isEqualTo(303);
                    assertThat(refused.headers()).containsEntry("Location", "/login?to=/");
                });
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
