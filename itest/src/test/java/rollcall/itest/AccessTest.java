package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets into the whole terminal, and who does not. */
class AccessTest {
    @TempDir
    private Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Path home() {
        return folder.resolve("home");
    }

    private HttpResponse<String> ask(TerminalProcess terminal, String call, String... headers) throws Exception {
        int space = call.indexOf(' ');
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(terminal.url() + call.substring(space + 1)))
                .method(call.substring(0, space), HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String basic(String account, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((account + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private String command(String... arguments) throws Exception {
        return TerminalProcess.output(0, home(), arguments);
    }

    @Test
    void nothing_is_told_to_strangers_and_everything_to_the_admin() throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            terminal.awaitLine("sign in as admin with the password in");
            terminal.awaitLine("accepted LOGIN");
            assertThat(ask(terminal, "GET /health").statusCode()).isEqualTo(200);
            for (String call : List.of(
                    "GET /status",
                    "GET /scans/recent",
                    "GET /api/v1/events",
                    "GET /",
                    "GET /nowhere",
                    "POST /status")) {
                HttpResponse<String> answer = ask(terminal, call);
                assertThat(answer.statusCode()).as(call).isEqualTo(401);
                assertThat(answer.body())
                        .contains("this needs an account or a token")
                        .doesNotContain("DEMO");
            }
            HttpResponse<String> browser = ask(terminal, "GET /", "Accept", "text/html");
            assertThat(browser.statusCode()).isEqualTo(303);
            assertThat(browser.headers().firstValue("Location")).contains("/login?to=/");
            assertThat(browser.headers().firstValue("X-Frame-Options")).contains("DENY");
            for (String path : List.of("/;/status", "/login/..%2fstatus", "/login%2f..%2fstatus", "//status")) {
                assertThat(ask(terminal, "GET " + path).statusCode()).as(path).isIn(400, 401);
            }
            String password =
                    Files.readString(home().resolve("secrets/admin-password")).strip();
            assertThat(ask(terminal, "GET /scans/recent", "Authorization", basic("admin", password))
                            .body())
                    .contains("DEMO");
            assertThat(ask(terminal, "GET /status", "Authorization", basic("admin", "guess"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(ask(terminal, "GET /status", "Authorization", basic("admin", "guess"))
                            .statusCode())
                    .isEqualTo(429);
            assertThat(ask(terminal, "POST /logout", "Origin", "https://evil.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(ask(terminal, "POST /login", "Sec-Fetch-Site", "cross-site")
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(Ledger.column(home(), "SELECT actor || ' ' || action || ' ' || subject FROM audit ORDER BY number"))
                .contains("admin access.entered admin", "anybody access.wrong admin");
        try (Stream<Path> logs = Files.walk(home().resolve("data/logs"))) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                assertThat(log)
                        .content()
                        .doesNotContain(
                                Files.readString(home().resolve("secrets/admin-password"))
                                        .strip(),
                                Files.readString(home().resolve("secrets/admin-token"))
                                        .strip());
            }
        }
    }

    @Test
    void a_token_is_as_good_as_its_role_and_worthless_when_revoked() throws Exception {
        Files.createDirectories(home().resolve("etc"));
        Files.writeString(home().resolve("etc/roster.csv"), "code,name,section\nS1,Ana Cruz,7-A\n");
        Cards cards = new Cards(5, folder.resolve("print"));
        Path frame = folder.resolve("frame.png");
        Files.copy(cards.print("S1"), frame);
        try (TerminalProcess terminal = TerminalProcess.run(home(), "file:" + frame)) {
            terminal.awaitLine("accepted LOGIN");
            String made = command("token", "create", "wall", "--role", "viewer", "--days", "2");
            String token = "Bearer " + made.replaceAll("(?s).*(rollcall_[A-Za-z0-9_-]{43}).*", "$1");
            assertThat(ask(terminal, "GET /status", "Authorization", token).statusCode())
                    .isEqualTo(200);
            assertThat(ask(terminal, "GET /config", "Authorization", token).statusCode())
                    .isEqualTo(403);
            assertThat(ask(terminal, "POST /api/v1/queue/flush", "Authorization", token)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(firstScan(terminal, token)).contains("\"code\":\"S1\"").contains("\"name\":\"\"");
            assertThat(firstScan(
                            terminal,
                            "Bearer "
                                    + Files.readString(home().resolve("secrets/admin-token"))
                                            .strip()))
                    .contains("Ana Cruz");
            assertThat(command("token", "list")).contains("wall (viewer, until").doesNotContain("rollcall_");
            assertThat(command("token", "revoke", "wall")).contains("opens nothing any more");
            assertThat(ask(terminal, "GET /status", "Authorization", token).statusCode())
                    .isEqualTo(401);
            assertThat(command("account", "list")).contains("admin admin");
            assertThat(command("audit", "verify")).contains("the audit trail is whole: ");
            assertThat(command("audit", "list")).contains("command-line token.created wall");
            assertThat(Ledger.column(home(), "SELECT action || ' ' || subject FROM audit ORDER BY number"))
                    .contains("token.created wall", "access.refused GET /config", "token.revoked wall");
        }
    }

    private String firstScan(TerminalProcess terminal, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(terminal.url() + "/api/v1/events"))
                .header("Authorization", token)
                .build();
        HttpResponse<Stream<String>> answer = http.send(request, BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        try (Stream<String> lines = answer.body()) {
            return lines.filter(line -> line.contains("\"capturedAt\""))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void the_predecessors_monitoring_runs_unchanged_with_its_own_setting() throws Exception {
        Files.createDirectories(home().resolve("etc"));
        Files.writeString(
                home().resolve("etc/config.json"),
                "{\"admin_dashboard\": {\"enabled\": true, \"auth_enabled\": false}}");
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            terminal.awaitLine("anybody who reaches this terminal reads its endpoints");
            Map<String, String> told = new LinkedHashMap<>();
            told.put("/health", "\"status\": \"healthy\"");
            told.put("/status", "\"queue_size\": ");
            told.put("/metrics", "\"attendance_scans_total\"");
            told.put("/metrics/prometheus", "# TYPE attendance_scans_total counter");
            told.put("/scans/recent?limit=5", "\"student_number\": ");
            told.put("/queue/status", "\"record_type\": \"attendance\"");
            told.put("/config", "\"auth_enabled\": false");
            told.put("/system/info", "\"python_version\": ");
            terminal.awaitLine("accepted LOGIN");
            for (Map.Entry<String, String> endpoint : told.entrySet()) {
                HttpResponse<String> answer = ask(terminal, "GET " + endpoint.getKey());
                assertThat(answer.statusCode()).as(endpoint.getKey()).isEqualTo(200);
                assertThat(answer.body()).as(endpoint.getKey()).contains(endpoint.getValue());
            }
            assertThat(ask(terminal, "GET /").statusCode()).isEqualTo(401);
            assertThat(ask(terminal, "POST /api/v1/queue/flush").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void while_access_is_replaced_nobody_slips_in_and_nobody_is_turned_away() throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            AtomicBoolean done = new AtomicBoolean();
            List<Integer> known = new ArrayList<>();
            List<Integer> strangers = new ArrayList<>();
            Thread asking = new Thread(() -> {
                try {
                    while (!done.get()) {
                        known.add(terminal.get("/status").statusCode());
                        strangers.add(ask(terminal, "GET /status").statusCode());
                    }
                } catch (Exception e) {
                    // An answer, too: one that the assertion does not let pass.
                    known.add(-1);
                }
            });
            asking.start();
            Path original = Build.bundle("rollcall.access");
            Path other = JarVariant.of(original, "Bundle-Version", "0.1.1", folder.resolve("access.jar"));
            Door door = new Door(home());
            for (int i = 0; i < 6; i++) {
                var pushed = door.push(i % 2 == 0 ? other : original);
                assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(200);
                Thread.sleep(200);
            }
            done.set(true);
            asking.join();
            assertThat(known).hasSizeGreaterThan(20).containsOnly(200);
            assertThat(strangers).containsOnly(401);
        }
    }
}
