package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody tries who should not get in: one terminal, with a canary in every key of its configuration that may hold a secret. */
class AttackTest {
    private static final String CANARY = "CANARY-7f3a";
    private static final int SOCKETS = 500;
    private static final int GUESSES = 1_000;

    @TempDir
    private static Path folder;

    private static TerminalProcess terminal;
    private static SignedIn admin;

    /** Signed in with a cookie that it brought along; made first, because guesses slow down whoever comes from the same address. */
    private static SignedIn other;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Path home() {
        return folder.resolve("home");
    }

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(home().resolve("etc"));
        Files.writeString(home().resolve("etc/config.json"), """
                {"camera": {"source": "demo"}, "store": {}, "admin_dashboard": {},
                 "alerts": {
                   "heartbeat_url": "", "webhook": {"enabled": false, "url": "https://u1:C@hooks.example/C?key=C",
                   "auth_header": "Bearer C", "hmac_secret": "C"},
                   "sms": {"enabled": false, "user": "C", "secret": "C", "from": "C", "admin_numbers": ["+63C"]},
                   "ntfy": {"token": "C"}, "slack": {"url": ""}, "pagerduty": {"routing_key": ""}},
                 "cloud": {"api_key": "C", "url": "https://u2:C@far.example/path?token=C#C"},
                 "unheard_of": {"of": {"whatever": "C"}}, "top": "C"}
                """.replace("C@", CANARY + "@")
                .replace("/C?", "/" + CANARY + "?")
                .replace("=C", "=" + CANARY)
                .replace("#C", "#" + CANARY)
                .replace("\"C\"", "\"" + CANARY + "\"")
                .replace("Bearer C", "Bearer " + CANARY)
                .replace("+63C", "+63" + CANARY));
        terminal = TerminalProcess.run(home(), "demo");
        admin = new SignedIn(terminal.url(), home());
        other = new SignedIn(terminal.url(), home(), "Cookie", "rollcall=" + "A".repeat(43));
    }

    @AfterAll
    static void stop() throws Exception {
        terminal.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(terminal.url() + path));
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(terminal.url()).getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void another_site_installs_no_bundle_through_the_console() throws Exception {
        String install = "action=install&bundlestart=start";
        String console = "/system/console/bundles";
        String origin = terminal.url();
        assertThat(admin.post(console, install, "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(admin.post(console, install, "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.post(console, install, "Origin", "null").statusCode()).isEqualTo(403);
        assertThat(admin.post(console, install, "Origin", origin).body()).contains("token is missing or old");
        assertThat(admin.post(console, install + "&form-token=" + "0".repeat(64), "Origin", origin)
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.post(console, "action=refreshPackages", "Origin", origin, "X-Form-Token", admin.formToken())
                        .statusCode())
                .as("what the console's own page sends")
                .isLessThan(400);
        assertThat(admin.get(console).body())
                .contains("<meta name=\"form-token\" content=\"" + admin.formToken())
                .contains("/console.js");
        assertThat(send(to(console)).statusCode()).isEqualTo(401);
        assertThat(send(to(console).header("Authorization", "Basic YWRtaW46YWRtaW4="))
                        .statusCode())
                .as("its own first password")
                .isEqualTo(401);
    }

    @Test
    void a_session_that_somebody_brings_along_is_not_taken_over() throws Exception {
        assertThat(other.cookie()).doesNotContain("AAAA").isNotEqualTo(admin.cookie());
        assertThat(send(to("/status").header("Cookie", "rollcall=" + "A".repeat(43)))
                        .statusCode())
                .isEqualTo(401);
        assertThat(other.post("/logout", "form-token=" + other.formToken(), "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(303);
        assertThat(send(to("/status").header("Cookie", other.cookie())).statusCode())
                .isEqualTo(401);
    }

    @Test
    void paths_and_headers_lead_nowhere_else() throws Exception {
        for (String path : List.of(
                "/../etc/config.json",
                "/page.css/../../secrets/admin-token",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2fetc%2fpasswd",
                "/api/v1/scans/../../../secrets/admin-token/photo",
                "/api/v1/scans/..%5c..%5csecrets/photo",
                "//secrets/admin-token")) {
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + admin.cookie()
                    + "\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(path).containsPattern("^HTTP/1.1 (400|404)").doesNotContain("root:", "rollcall_");
        }
        for (String to : List.of("%0d%0aX-Evil:1", "//evil.example", "https:%2f%2fevil.example", "/%5cevil.example")) {
            String answer = send(to("/login?to=" + to)).body();
            assertThat(answer).as(to).contains("name=\"to\" value=\"/\"");
        }
        String split = raw("GET /admin/scans?language=fil%0d%0aX-Evil:1 HTTP/1.1\r\nHost: localhost\r\nCookie: "
                + admin.cookie() + "\r\nConnection: close\r\n\r\n");
        assertThat(split).doesNotContain("X-Evil:1");
        assertThat(raw("TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405");
    }

    @Test
    void what_is_too_large_is_refused_and_what_is_packed_stays_packed() throws Exception {
        String answer = raw("GET /health HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "a".repeat(200_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431");
        HttpResponse<String> bomb = http.send(
                to("/login")
                        .header("Content-Encoding", "gzip")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(BodyPublishers.ofByteArray(packed(10_000_000)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(bomb.statusCode()).isBetween(400, 499);
        assertThat(send(to("/health")).statusCode()).isEqualTo(200);
    }

    private static byte[] packed(int zeros) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(new byte[zeros]);
        }
        return out.toByteArray();
    }

    @Test
    void who_sends_slowly_keeps_nobody_waiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SOCKETS; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(terminal.url()).getPort());
                slow.add(socket);
                socket.getOutputStream().write("GET / HTTP/1.1\r\nX-".getBytes(StandardCharsets.US_ASCII));
            }
            for (int i = 0; i < 20; i++) {
                for (Socket socket : slow.subList(i * 20, i * 20 + 20)) {
                    socket.getOutputStream().write('a');
                }
                assertThat(send(to("/health")).statusCode()).isEqualTo(200);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void a_thousand_guesses_are_hardly_looked_at_and_lock_nobody_out() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> guesses = new ArrayList<>();
        Map<Integer, Integer> answers = new TreeMap<>();
        for (int i = 0; i < GUESSES; i++) {
            guesses.add(http.sendAsync(
                    to("/status")
                            .header("Authorization", "Bearer rollcall_guess" + i)
                            .build(),
                    BodyHandlers.ofString()));
            if (guesses.size() == 50) {
                for (CompletableFuture<HttpResponse<String>> guess : guesses) {
                    answers.merge(guess.join().statusCode(), 1, Integer::sum);
                }
                guesses.clear();
            }
        }
        assertThat(answers.keySet()).isSubsetOf(401, 429);
        assertThat(answers.getOrDefault(401, 0)).isLessThanOrEqualTo(30);
        assertThat(admin.get("/").statusCode()).isEqualTo(200);
        assertThat(terminal.get("/status").statusCode()).isEqualTo(200);
    }

    @Test
    void no_answer_and_no_line_of_the_log_tells_a_secret() throws Exception {
        for (String path : List.of(
                "/",
                "/config",
                "/status",
                "/system/info",
                "/metrics",
                "/metrics/prometheus",
                "/api/v1/scans",
                "/admin/settings",
                "/admin/alerts",
                "/admin/health",
                "/admin/bundles",
                "/admin/log",
                "/admin/people",
                "/admin/audit",
                "/system/console/bundles",
                "/system/console/services",
                "/system/console/configMgr",
                "/system/console/configMgr/rollcall.alerts.json",
                "/system/console/status-Configurations",
                "/system/console/status-Configurations.txt",
                "/system/console/status-Configurations/a.zip",
                "/system/console/status.txt",
                "/system/console/status-System%20Properties",
                "/system/console/status-Configurations.json")) {
            assertThat(admin.get(path).body()).as(path).doesNotContain(CANARY);
        }
        assertThat(admin.post(
                                "/system/console/configMgr/rollcall.alerts",
                                "post=true&form-token=" + admin.formToken(),
                                "Sec-Fetch-Site",
                                "same-origin")
                        .body())
                .as("the console's form of the alerts")
                .doesNotContain(CANARY);
        assertThat(terminal.output()).doesNotContain(CANARY);
        try (Stream<Path> logs = Files.walk(home().resolve("data/logs"))) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                assertThat(log).content().doesNotContain(CANARY);
            }
        }
    }

    @Test
    void wrong_input_is_told_by_its_name() throws Exception {
        for (String query : List.of(
                "limit=0",
                "limit=ten",
                "limit=1&limit=2",
                "limit=" + "9".repeat(3_000),
                "before=-1",
                "outcome=nobody",
                "from=yesterday",
                "to=2026-13-01",
                "text=" + "a".repeat(200),
                "text=%ff",
                "nothing=1")) {
            HttpResponse<String> answer = admin.get("/api/v1/scans?" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(answer.body())
                    .as(query)
                    .contains("\"error\"", "\"parameter\": \"" + query.substring(0, query.indexOf('=')) + "\"");
        }
    }
}
