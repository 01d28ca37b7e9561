package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole terminal that fetches its roster from a web server and tells guardians over an SMS service, for which a stub stands
 * here; names and numbers are canaries that must show up nowhere else.
 */
class GuardiansTest {
    private static final String NAME = "Kanarie";
    private static final String NUMBER = "998877665";
    private static final Pattern KEY = Pattern.compile("\"id\":\"([^\"]+)\"");

    @TempDir
    private Path folder;

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> conditions = new CopyOnWriteArrayList<>();
    private volatile int students = 10;
    private HttpServer server;

    private Path home() {
        return folder.resolve("home");
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/roster.csv", exchange -> {
            String tag = "\"" + students + "\"";
            String condition = exchange.getRequestHeaders().getFirst("If-None-Match");
            conditions.add(String.valueOf(condition));
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.getResponseHeaders().set("Content-Type", "text/csv");
            byte[] body = tag.equals(condition) ? new byte[0] : roster().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body.length == 0 ? 304 : 200, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.createContext("/sms", exchange -> {
            messages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        server.start();
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        Files.createDirectories(home().resolve("etc"));
        Files.writeString(
                home().resolve("etc/config.json"),
                "{\"store\": {\"cooldownMinutes\": 0},"
                        + " \"pull\": {\"guardians\": true, \"roster\": {\"url\": \"" + base + "/roster.csv\"}},"
                        + " \"messages\": {\"enabled\": true, \"quietHours\": \"\", \"untrustedClock\": true},"
                        + " \"alerts\": {\"allow_local_targets\": true, \"sms\": {\"url\": \"" + base
                        + "/sms\", \"user\": \"u\", \"secret\": \"s3cret-canary\"}}}");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String roster() {
        StringBuilder csv = new StringBuilder("code,name,section,guardian_phone,opt_out\n");
        for (int i = 1; i <= students; i++) {
            csv.append("DEMO-000%d,%s %d,7-A,+63%s%d,%s%n".formatted(i, NAME, i, NUMBER, i % 10, i == 2 ? "yes" : ""));
        }
        return csv.toString();
    }

    private String command(int code, String... arguments) throws Exception {
        return TerminalProcess.output(code, home(), arguments);
    }

    private void awaitAnswer(String part, String... arguments) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        for (String answer = command(0, arguments); !answer.contains(part); answer = command(0, arguments)) {
            assertThat(System.nanoTime()).as(answer).isLessThan(deadline);
        }
    }

    @Test
    void rosters_come_guardians_are_told_and_nothing_personal_leaks() throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo:?cards=4&rate=4")) {
            terminal.await("messages", Duration.ofSeconds(60), () -> messages.size() >= 3);
            assertThat(messages.get(0)).contains("\"phoneNumbers\":[\"+63" + NUMBER, NAME + " ", " at School at ");
            assertThat(messages).as("who wants none").noneMatch(message -> message.contains("+63" + NUMBER + "2"));
            awaitAnswer("10 students, from the far end", "sync", "roster");

            students = 7;
            command(0, "sync", "roster", "now");
            awaitAnswer("3 students would go, 0 would come", "sync", "roster");
            assertThat(terminal.get("/metrics/prometheus").body())
                    .contains("attendance_roster_held_missing 3.0", "attendance_roster_students 10.0")
                    .contains("attendance_messages_total{kind=", "outcome=\"sent\"");
            assertThat(command(0, "sync", "roster", "accept")).contains("it is in force: 7 students");
            assertThat(command(1, "sync", "roster", "accept")).contains("no roster waits");
            assertThat(command(0, "sync", "messages"))
                    .contains(" sent, 0 refused, ")
                    .doesNotContain(NAME, NUMBER);
            assertThat(command(0, "forget", "DEMO-0001", "--yes")).contains("the far end's roster is another copy");
            assertThat(Ledger.column(home(), "SELECT count(*) FROM guardian WHERE phone LIKE '%" + NUMBER + "1'"))
                    .containsExactly("0");

            for (String path : List.of("/metrics/prometheus", "/metrics", "/status", "/config", "/health")) {
                assertThat(terminal.get(path).body()).as(path).doesNotContain(NAME, NUMBER, "s3cret-canary");
            }
            assertThat(terminal.get("/scans/recent?limit=50").body()).doesNotContain(NUMBER);
        }
        int told = messages.size();
        conditions.clear();
        Path nobody = Files.createDirectories(folder.resolve("nobody"));
        try (TerminalProcess terminal = TerminalProcess.run(home(), "dir:" + nobody)) {
            terminal.await("a look at the roster", Duration.ofSeconds(30), () -> !conditions.isEmpty());
            assertThat(conditions).first().isEqualTo("\"7\"");
            awaitAnswer("0 waiting", "sync", "messages");
            assertThat(terminal.output()).doesNotContain(NAME, NUMBER, "s3cret-canary", "Exception");
        }
        assertThat(new HashSet<>(keys())).as("each once").hasSameSizeAs(messages);
        assertThat(messages.size()).as("what was under way alone").isBetween(told, told + 20);
        try (Stream<Path> logs = Files.walk(home().resolve("data/logs"))) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
                        .as(log.toString())
                        .doesNotContain(NAME, NUMBER, "s3cret-canary");
            }
        }
    }

    private List<String> keys() {
        return messages.stream()
                .map(KEY::matcher)
                .filter(Matcher::find)
                .map(matcher -> String.valueOf(matcher.group(1)))
                .toList();
    }
}
