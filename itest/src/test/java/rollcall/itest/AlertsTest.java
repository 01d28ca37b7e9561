package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole terminals that have something to tell, and a receiver on the other side. */
class AlertsTest {
    private static final String NO_CAMERA = "file:/there-is-no-such-folder";

    @TempDir
    private Path folder;

    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer receiver;

    @BeforeEach
    void receive() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
        Files.createDirectories(home().resolve("etc"));
        Files.writeString(
                home().resolve("etc/config.json"),
                "{\"alerts\": {\"allow_local_targets\": true, \"webhook\": {\"enabled\": true, \"url\":"
                        + " \"http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook\"}}}");
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    private Path home() {
        return folder.resolve("home");
    }

    private String command(int code, String... arguments) throws Exception {
        return TerminalProcess.output(code, home(), arguments);
    }

    private long told(String type) {
        return bodies.stream().filter(body -> body.contains("\"" + type + "\"")).count();
    }

    @Test
    void a_broken_camera_is_told_once_and_taken_on() throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(home(), NO_CAMERA)) {
            terminal.await("the message", TerminalProcess.START, () -> told("camera_failure") > 0);
            assertThat(command(0, "alert")).contains("CRITICAL FIRING CAMERA_FAILURE camera");
            assertThat(command(0, "alert", "ack", "CAMERA_FAILURE", "camera")).contains("acknowledged");
            assertThat(command(0, "alert", "list")).contains("ACKNOWLEDGED CAMERA_FAILURE");
            assertThat(command(1, "alert", "ack", "CAMERA_FAILURE", "camera")).contains("is firing");
            terminal.await("its end", TerminalProcess.START, () -> told("camera_failure") > 1);
        }
        assertThat(bodies.stream().filter(body -> body.contains("camera_failure")))
                .hasSize(2)
                .anyMatch(body -> body.contains("\"event\":\"firing\""))
                .anyMatch(body -> body.contains("\"event\":\"acknowledged\""));
        assertThat(home().resolve("data/logs/alerts.json")).content().containsIgnoringCase("camera_failure");
        assertThat(home().resolve("data/logs/alerts.log")).content().containsIgnoringCase("camera_failure");
    }

    @Test
    void people_see_take_and_silence_alerts_over_http() throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(home(), NO_CAMERA)) {
            terminal.await("the message", TerminalProcess.START, () -> told("camera_failure") > 0);
            assertThat(terminal.get("/api/v1/alerts").body())
                    .contains("\"type\":\"CAMERA_FAILURE\"", "\"state\":\"firing\"", "\"recent\":[{", "\"refused\":[]");
            String screen = terminal.get("/api/v1/alerts/screen").body();
            assertThat(screen).contains("\"type\":\"CAMERA_FAILURE\"", "Write attendance by hand");
            assertThat(screen.replaceAll("(?s).*\"steps\":\\[|\\].*", "").split("\",\"", -1))
                    .hasSize(3);

            String viewer = command(0, "token", "create", "wall", "--role", "viewer", "--days", "2")
                    .replaceAll("(?s).*(rollcall_[A-Za-z0-9_-]{43}).*", "$1");
            String camera = "{\"type\": \"CAMERA_FAILURE\", \"source\": \"camera\"}";
            assertThat(post(terminal, "acknowledge", camera, Optional.of(viewer)))
                    .startsWith("403 {\"error\":\"this needs the role operator");
            for (String bad : List.of(
                    "",
                    "[]",
                    "{",
                    "{\"type\": \"CAMERA_FAILURE\"}",
                    camera + "x",
                    "{\"type\": {}}",
                    "x".repeat(5_000))) {
                assertThat(post(terminal, "acknowledge", bad, Optional.empty()))
                        .as(bad)
                        .startsWith("400 {\"error\":\"");
            }
            assertThat(post(terminal, "acknowledge", camera.replace("CAMERA_FAILURE", "NOTHING"), Optional.empty()))
                    .startsWith("404 {\"error\":\"no alert of this type and source is firing");
            assertThat(post(
                            terminal,
                            "silence",
                            "{\"type\":\"A\",\"source\":\"*\",\"minutes\":5,\"reason\":\"w\"}",
                            Optional.empty()))
                    .startsWith("400 {\"error\":\"alert type 'A'");
            assertThat(post(
                            terminal,
                            "silence",
                            "{\"type\":\"DISK_FULL\",\"source\":\"*\",\"minutes\":0,\"reason\":\"w\"}",
                            Optional.empty()))
                    .startsWith("400 {\"error\":\"minutes: a whole number from 1 to 43200");
            assertThat(post(
                            terminal,
                            "silence",
                            "{\"type\":\"DISK_FULL\",\"source\":\"*\",\"minutes\":5,\"reason\":\"works\"}",
                            Optional.empty()))
                    .startsWith("200 {\"silenced_by\":\"command-line\",\"until\":");
            assertThat(post(terminal, "acknowledge", camera, Optional.empty()))
                    .isEqualTo("200 {\"acknowledged_by\":\"command-line\"}");
            terminal.await(
                    "an empty screen",
                    TerminalProcess.START,
                    () -> shown(terminal).contains("\"alerts\":[]"));
            assertThat(post(terminal, "test", "{\"channel\":\"pigeon\"}", Optional.empty()))
                    .startsWith("400 {\"error\":\"no alert channel 'pigeon'");
            assertThat(post(terminal, "test", "{\"channel\":\"screen\"}", Optional.empty()))
                    .startsWith(
                            "200 {\"channel\":\"screen\",\"outcome\":\"delivered\",\"answer\":\"on the screen after ");
            assertThat(shown(terminal)).contains("\"type\":\"TEST\"");
            assertThat(terminal.send("DELETE", "/api/v1/alerts").statusCode()).isEqualTo(405);
        }
    }

    private static String post(TerminalProcess terminal, String deed, String json, Optional<String> token)
            throws Exception {
        HttpResponse<String> answer = terminal.post("/api/v1/alerts/" + deed, json, token);
        return answer.statusCode() + " " + answer.body().replaceAll("\\s*\\n\\s*|(?<=\":) ", "");
    }

    private static String shown(TerminalProcess terminal) {
        try {
            return terminal.get("/api/v1/alerts/screen").body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_power_cut_before_the_answer_doubles_nothing_and_loses_nothing() throws Exception {
        status = 503;
        try (TerminalProcess terminal = TerminalProcess.run(home(), NO_CAMERA)) {
            terminal.await("the first try", TerminalProcess.START, () -> told("camera_failure") > 0);
            terminal.kill();
        }
        int before = bodies.size();
        status = 200;
        try (TerminalProcess terminal = TerminalProcess.run(home(), NO_CAMERA)) {
            terminal.await("the message", TerminalProcess.START, () -> bodies.size() > before);
            // What the camera says again is the same alert: nothing new is told.
            assertThat(command(0, "alert", "list")).contains("CAMERA_FAILURE");
        }
        assertThat(new HashSet<>(keys)).as(String.join("\n", bodies)).hasSize(1);
    }

    @Test
    void a_channel_is_tried_and_the_answer_shown() throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo:?rate=1")) {
            terminal.awaitLine("Rollcall is at");
            assertThat(command(0, "alert", "test", "webhook")).contains("webhook: DELIVERED", "200", " ms");
            assertThat(bodies).anyMatch(body -> body.contains("TEST"));
            status = 500;
            assertThat(command(1, "alert", "test", "webhook")).contains("RETRY", "500");
            assertThat(command(1, "alert", "test", "pigeon"))
                    .contains("no alert channel 'pigeon'; there are: file, log, screen, webhook");
        }
    }

    @Test
    void a_bundle_dropped_in_adds_a_channel() throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo:?rate=1")) {
            terminal.awaitLine("Rollcall is at");
        }
        Path example = Build.top().resolve("docs/examples/alert-channel");
        Path sources = folder.resolve("channel");
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        sources.resolve(example.relativize(file).toString()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (InputStream manifest = Files.newInputStream(example.resolve("MANIFEST.MF"))) {
            Path jar = SourceBundle.compile(sources, new Manifest(manifest));
            SourceBundle.install(home(), jar, "example.channel", 90);
        }
        try (TerminalProcess terminal = TerminalProcess.run(home(), NO_CAMERA)) {
            terminal.await("the message", TerminalProcess.START, () -> told("camera_failure") > 0);
            assertThat(command(0, "alert", "test", "notice-board")).contains("notice-board: DELIVERED, written");
        } finally {
            Files.deleteIfExists(Path.of("notices.txt"));
        }
    }
}
