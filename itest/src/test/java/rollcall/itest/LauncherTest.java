package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @TempDir
    private Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    private String fails(int expected, String... arguments) throws Exception {
        try (TerminalProcess process = TerminalProcess.command(arguments)) {
            int code = process.exitCode();
            assertThat(code).as(process.output()).isEqualTo(expected);
            return process.output();
        }
    }

    private Path storeJar() throws IOException {
        String generation = Files.readString(home().resolve("current"));
        String sha256 = generation.replaceAll("(?s).*\"rollcall.store\".*?\"sha256\" : \"([0-9a-f]{64})\".*", "$1");
        return home().resolve("store/" + sha256 + ".jar");
    }

    @Test
    void demo_scans_arrive_and_the_terminal_stops_cleanly() throws Exception {
        TerminalProcess terminal = TerminalProcess.run(home(), "demo");
        terminal.awaitLine("accepted LOGIN");
        assertThat(terminal.get("/scans/recent").body()).contains("DEMO-").contains("\"time_in\"");
        assertThat(terminal.terminate()).isEqualTo(143);
        assertThat(terminal.output()).contains("rollcall: stopped");
        assertThat(home().resolve("data/attendance.db-wal")).doesNotExist();
        assertThat(Ledger.integrity(home())).isEqualTo("ok");
    }

    @Test
    void a_second_start_makes_no_new_generation() throws Exception {
        TerminalProcess.run(home(), "demo").close();
        TerminalProcess.run(home(), "demo").close();
        try (Stream<Path> files = Files.list(home().resolve("generations"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void one_home_is_run_by_one_process() throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            assertThat(fails(3, "run", "--home", home().toString(), "--port", "0"))
                    .contains("already running as process " + terminal.pid());
        }
    }

    @Test
    void status_tells_what_runs() throws Exception {
        assertThat(fails(1, "status", "--home", home().toString())).contains("no terminal runs");
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            assertThat(fails(0, "status", "--home", home().toString()))
                    .contains("running as process " + terminal.pid() + ", generation 1")
                    .containsPattern("active +rollcall.store +0.1.0 +level 30");
        }
    }

    @Test
    void wrong_words_get_usage_and_exit_code_2() throws Exception {
        assertThat(fails(2, "qqqqqqqq")).contains("Usage: rollcall");
        assertThat(fails(2, "run", "--port")).contains("Usage: rollcall run");
        assertThat(fails(
                        2,
                        "run",
                        "--home",
                        home().toString(),
                        "--port",
                        "70000",
                        "--release",
                        Build.release().toString()))
                .contains("port 70000: allowed are 1 to 65535");
    }

    @Test
    void a_taken_port_is_said_in_one_line() throws Exception {
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThat(fails(
                            6,
                            "run",
                            "--home",
                            home().toString(),
                            "--port",
                            String.valueOf(taken.getLocalPort()),
                            "--release",
                            Build.release().toString()))
                    .contains("port " + taken.getLocalPort() + " cannot be used")
                    .contains("--port");
        }
    }

    @Test
    void a_home_that_cannot_be_a_folder_is_said_in_one_line() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        for (Path bad : List.of(file, file.resolve("below"), Path.of("/proc/rollcall"))) {
            assertThat(fails(5, "run", "--home", bad.toString(), "--port", "0").lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("home " + bad)
                    .contains("--home");
        }
    }

    @Test
    void a_damaged_jar_falls_back_to_the_generation_before() throws Exception {
        Path newer =
                JarVariant.of(Build.bundle("rollcall.store"), "Bundle-Version", "0.1.7", folder.resolve("newer.jar"));
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            assertThat(new Door(home()).push(newer).statusCode()).isEqualTo(200);
        }
        byte[] jar = Files.readAllBytes(storeJar());
        jar[jar.length / 2] ^= 1;
        Files.write(storeJar(), jar);

        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            assertThat(terminal.output())
                    .contains("DAMAGED generation 2: rollcall.store 0.1.7")
                    .contains("FALLING BACK to generation 1");
            assertThat(new Door(home()).bundles("version")).containsEntry("rollcall.store", "0.1.0");
        }
    }

    @Test
    void an_unreadable_generation_falls_back_too() throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            Path newer = JarVariant.of(
                    Build.bundle("rollcall.store"), "Bundle-Version", "0.1.7", folder.resolve("newer.jar"));
            assertThat(new Door(home()).push(newer).statusCode()).isEqualTo(200);
        }
        Path second = home().resolve("generations/2.json");
        String whole = Files.readString(second);
        Files.writeString(second, whole.substring(0, whole.length() / 2));

        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            assertThat(terminal.output())
                    .contains("DAMAGED generation file 2.json is unreadable")
                    .contains("FALLING BACK to generation 1");
        }
    }

    @Test
    void with_no_whole_generation_it_ends_with_4() throws Exception {
        TerminalProcess.run(home(), "demo").close();
        Files.delete(storeJar());

        assertThat(fails(4, "run", "--home", home().toString(), "--port", "0"))
                .contains("DAMAGED generation 1")
                .contains("no generation of " + home() + " is whole");

        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            assertThat(terminal.output()).contains("DAMAGED generation 1").contains("generation 2");
        }
    }

    @Test
    void endpoints_refuse_what_they_do_not_know_in_json() throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            assertThat(terminal.get("/nothing").statusCode()).isEqualTo(404);
            assertThat(terminal.get("/nothing").body()).contains("\"error\": \"Not found\"");
            for (String path : List.of("/health", "/status", "/scans/recent", "/", "/api/v1/events")) {
                var refused = terminal.send("POST", path);
                assertThat(refused.statusCode()).as(path).isEqualTo(405);
                assertThat(refused.body()).contains("\"error\"");
                assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD");
            }
            assertThat(terminal.get("/scans/recent?limit=1001").statusCode()).isEqualTo(400);
            assertThat(terminal.send("HEAD", "/health").body()).isEmpty();
            assertThat(terminal.get("/")
                            .headers()
                            .firstValue("Content-Security-Policy")
                            .orElse(""))
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
        }
    }
}
