package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushTest {
    @TempDir
    private Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    private String run(int expected, String... arguments) throws Exception {
        return TerminalProcess.output(expected, home(), arguments);
    }

    /** Pushes with the key that {@link #makeKey} made. */
    private String push(Path jar, int expected) throws Exception {
        return run(expected, "push", "--key", folder.resolve("me.key").toString(), jar.toString());
    }

    /** Makes a key, as a developer does once. */
    private void makeKey() throws Exception {
        try (TerminalProcess keygen = TerminalProcess.command("keygen", "me", "--folder", folder.toString())) {
            assertThat(keygen.exitCode()).as(keygen.output()).isZero();
            assertThat(keygen.output()).contains("./rollcall trust add " + folder.resolve("me.pub"));
        }
    }

    private void trustKey() throws Exception {
        assertThat(run(0, "trust", "add", folder.resolve("me.pub").toString())).contains("is trusted from now on");
    }

    @Test
    void a_pushed_bundle_runs_at_once_and_after_a_restart() throws Exception {
        Path newer =
                JarVariant.of(Build.bundle("rollcall.store"), "Bundle-Version", "0.1.7", folder.resolve("newer.jar"));
        makeKey();
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            assertThat(push(newer, 1)).contains("no key is trusted here").contains("./rollcall trust add");
            trustKey();
            assertThat(run(0, "plan", "--key", folder.resolve("me.key").toString(), newer.toString()))
                    .contains("rollcall.store 0.1.0 -> 0.1.7")
                    .contains("restarts rollcall.store: is replaced");
            assertThat(push(newer, 0)).contains("rollcall.store 0.1.7 runs, generation 2");
            assertThat(new Door(home()).bundles("version")).containsEntry("rollcall.store", "0.1.7");
            assertThat(run(0, "bundles")).containsPattern("rollcall.store +0.1.7 +[0-9a-f]{12}  update 2, key me");
            assertThat(run(0, "updates"))
                    .contains("refused")
                    .contains("committed")
                    .contains("by push of");
        }
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            assertThat(new Door(home()).bundles("version")).containsEntry("rollcall.store", "0.1.7");
            assertThat(terminal.get("/scans/recent").statusCode()).isEqualTo(200);
            assertThat(run(0, "rollback")).contains("back to generation 1 runs, generation 3");
            assertThat(new Door(home()).bundles("version")).containsEntry("rollcall.store", "0.1.0");
        }
        assertThat(run(0, "rollback")).contains("the next start runs generation 2");
        assertThat(run(0, "generations")).containsPattern("\\* +2 ").doesNotContain("DAMAGED");
    }

    @Test
    void what_cannot_be_pushed_is_refused_and_the_old_bundle_runs_on() throws Exception {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        Path foreign = JarVariant.of(
                Build.bundle("rollcall.store"), "Bundle-SymbolicName", "somebody.else", folder.resolve("foreign.jar"));
        Path api = JarVariant.of(Build.bundle("rollcall.api"), "Bundle-Version", "0.1.7", folder.resolve("api.jar"));
        makeKey();
        Path unresolvable = JarVariant.of(
                Build.bundle("rollcall.store"), "Import-Package", "nowhere.to.be.found", folder.resolve("bad.jar"));
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            trustKey();
            assertThat(push(text, 1)).contains("not a usable bundle");
            assertThat(push(foreign, 1)).contains("no bundle somebody.else runs here");
            assertThat(push(unresolvable, 1)).contains("rollcall.store needs package nowhere.to.be.found");
            assertThat(push(Build.bundle("rollcall.api"), 1)).contains("exactly this runs already");
            assertThat(push(api, 1)).contains("would restart").contains("rollcall.store");
            assertThat(push(folder.resolve("missing.jar"), 2)).contains("is not a file");
            assertThat(terminal.get("/health").statusCode()).isEqualTo(200);
            assertThat(Files.readSymbolicLink(home().resolve("current"))).hasToString("generations/1.json");
        }
        assertThat(push(Build.bundle("rollcall.store"), 1)).contains("no terminal runs");
    }

    @Test
    void the_admin_door_is_shut_without_the_token() throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            HttpClient http = HttpClient.newHttpClient();
            for (String path : new String[] {"/state", "/updates", "/nothing"}) {
                HttpRequest.Builder request = HttpRequest.newBuilder(new Door(home()).uri(path));
                assertThat(http.send(request.build(), BodyHandlers.ofString()).statusCode())
                        .isEqualTo(401);
                assertThat(http.send(
                                        request.header("Authorization", "Bearer ")
                                                .PUT(HttpRequest.BodyPublishers.ofString("x"))
                                                .build(),
                                        BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(401);
            }
            assertThat(Files.getPosixFilePermissions(home().resolve("secrets/admin-token")))
                    .hasSize(2);
            assertThat(Files.getPosixFilePermissions(home().resolve("secrets"))).hasSize(3);
        }
    }
}
