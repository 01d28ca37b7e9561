package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates of a whole terminal by the doors that people use: HTTP and the drop folder. */
class FieldUpdateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    private HttpResponse<String> post(TerminalProcess terminal, String path, byte[] body) throws Exception {
        String token = Files.readString(home().resolve("secrets/admin-token")).strip();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(terminal.url() + path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/octet-stream")
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private Path variant(String bundle, String header, String value) throws Exception {
        return JarVariant.of(Build.bundle(bundle), header, value, folder.resolve(bundle + header + ".jar"));
    }

    @Test
    void updates_come_by_http_and_by_the_drop_folder_and_are_watched() throws Exception {
        SignedUpdate.trust(home());
        byte[] sync = SignedUpdate.of(variant("rollcall.sync", "Bundle-Version", "0.1.7"));
        byte[] store = SignedUpdate.of(variant("rollcall.store", "Bundle-Version", "0.1.8"));
        // A store that offers nothing any more: everybody else would wait for it.
        byte[] mute = SignedUpdate.of(variant("rollcall.store", "Service-Component", "OSGI-INF/none.xml"));
        Path inbox = Files.createDirectories(home().resolve("updates/inbox"));
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            assertThat(post(terminal, "/api/v1/updates/plan", sync).body())
                    .contains("\"restarts\":[\"rollcall.sync\"]")
                    .contains("\"problems\":[]");
            assertThat(post(terminal, "/api/v1/updates/plan", mute).body())
                    .contains("would wait for rollcall.store.Outbox, which nobody would offer any more");
            HttpResponse<String> refused = post(terminal, "/api/v1/updates", mute);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
            assertThat(refused.body()).contains("\"refusal\":\"PLAN\"");

            Files.writeString(inbox.resolve("foreign.update"), "no update at all");
            Path reason = inbox.resolve("refused/foreign.update.txt");
            terminal.await("the reason in the drop folder", PATIENCE, () -> Files.exists(reason));
            assertThat(reason).content().contains("not an update file");

            HttpResponse<String> pushed = post(terminal, "/api/v1/updates?now=true", sync);
            assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(200);
            assertThat(pushed.body()).contains("\"probationUntil\"");
            assertThat(new Door(home()).bundles("version")).containsEntry("rollcall.sync", "0.1.7");
            assertThat(terminal.get("/api/v1/updates").body())
                    .contains("\"step\":\"REFUSED\"")
                    .contains("\"step\":\"PROBATION\"")
                    .contains("check store")
                    .contains("component rollcall.store.");

            // Its turn comes when the one before is kept.
            Files.write(inbox.resolve("store.update"), store);
            assertThat(post(terminal, "/api/v1/updates/rollback?now=true", new byte[0])
                            .body())
                    .contains("back to generation 1");
            Path done = inbox.resolve("done/store.update");
            terminal.await("the update of the drop folder", PATIENCE, () -> Files.exists(done));
            assertThat(new Door(home()).bundles("version")).containsEntry("rollcall.store", "0.1.8");
            assertThat(new Door(home()).bundles("version")).containsEntry("rollcall.sync", "0.1.0");
        }
    }
}
