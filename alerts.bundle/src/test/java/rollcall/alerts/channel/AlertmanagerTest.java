package rollcall.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.alert.Alert;
import rollcall.alert.AlertState;
import rollcall.alert.Delivery.Outcome;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

/** A real Alertmanager takes alerts, shows them, and takes that they are over. */
class AlertmanagerTest {
    private static final Duration START = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Process process;
    private String address;

    @BeforeEach
    void start() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        address = "http://127.0.0.1:" + port;
        Path config = folder.resolve("alertmanager.yml");
        Files.writeString(config, "route:\n  receiver: none\nreceivers:\n  - name: none\n");
        process = new ProcessBuilder(
                        "prometheus-alertmanager",
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("data"),
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private static Notice notice(AlertState state, Notice.Kind kind) {
        Instant now = Instant.now();
        Alert alert = new Alert(
                new UUID(0, 1),
                "DISK_FULL",
                "data",
                "gate",
                Severity.CRITICAL,
                state,
                "Disk usage at 95",
                Map.of(),
                List.of("Look"),
                now.minusSeconds(60),
                now,
                1,
                1,
                "");
        return new Notice("key", kind, List.of(alert), now, "docs/runbook.md#disk_full");
    }

    private String active() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/v2/alerts?active=true"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void it_shows_what_fires_and_ends_what_is_over() throws Exception {
        AlertmanagerChannel channel =
                new AlertmanagerChannel(Target.of("alertmanager.url", address, true), Clock.systemUTC());
        Notice firing = notice(AlertState.FIRING, Notice.Kind.FIRING);
        long end = System.nanoTime() + START.toNanos();
        while (channel.deliver(firing).outcome() != Outcome.DELIVERED) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(50);
        }
        assertThat(active())
                .contains("\"alertname\":\"DISK_FULL\"", "\"instance\":\"gate\"", "\"summary\":\"Disk usage at 95\"");
        assertThat(channel.deliver(notice(AlertState.RESOLVED, Notice.Kind.RESOLVED))
                        .outcome())
                .isEqualTo(Outcome.DELIVERED);
        assertThat(active().trim()).isEqualTo("[]");
    }
}
