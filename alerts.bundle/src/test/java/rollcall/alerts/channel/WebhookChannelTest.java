package rollcall.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.alert.Alert;
import rollcall.alert.AlertState;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

class WebhookChannelTest {
    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private Path folder;

    private record Call(String path, Headers headers, String body) {}

    private final BlockingQueue<Call> calls = new ArrayBlockingQueue<>(10);
    private HttpServer server;
    private int code = 204;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(new Call(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
            exchange.getResponseHeaders().add("Retry-After", "7");
            exchange.sendResponseHeaders(code, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Target target(boolean local) {
        return Target.of(
                "webhook.url", "http://127.0.0.1:" + server.getAddress().getPort() + "/hook", local);
    }

    private static Notice notice() {
        Alert alert = new Alert(
                new UUID(0, 1),
                "DISK_FULL",
                "data",
                "gate",
                Severity.CRITICAL,
                AlertState.FIRING,
                "Disk <full> & \"hot\"",
                Map.of("percent", "95"),
                List.of("Look"),
                AT,
                AT,
                1,
                1,
                "");
        return new Notice("key-1", Notice.Kind.FIRING, List.of(alert), AT, "docs/runbook.md#disk_full");
    }

    @Test
    void the_predecessors_fields_come_first_and_openssl_agrees_with_the_signature() throws Exception {
        var channel = new WebhookChannel(target(true), "Bearer abc", "s3cret", Clock.fixed(AT, ZoneOffset.UTC));
        assertThat(channel.deliver(notice()).outcome()).isEqualTo(Delivery.Outcome.DELIVERED);
        Call call = calls.take();
        assertThat(call.body())
                .startsWith("{\"alert_type\":\"disk_full\",\"severity\":\"critical\",\"message\":")
                .contains("\"component\":\"data\",\"timestamp\":\"2026-", "\"details\":{\"percent\":95}");
        assertThat(call.headers().getFirst("Authorization")).isEqualTo("Bearer abc");
        assertThat(call.headers().getFirst("Idempotency-Key")).isEqualTo("key-1");
        Path signed = folder.resolve("signed");
        Files.writeString(signed, call.headers().getFirst("X-Rollcall-Timestamp") + "." + call.body());
        Process openssl =
                new ProcessBuilder("openssl", "dgst", "-sha256", "-hmac", "s3cret", signed.toString()).start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said.trim()).endsWith(call.headers().getFirst("X-Rollcall-Signature"));
    }

    @Test
    void this_machine_is_not_called_unless_allowed() throws Exception {
        var channel = new WebhookChannel(target(false), "", "", Clock.systemUTC());
        Delivery delivery = channel.deliver(notice());
        assertThat(delivery.outcome()).isEqualTo(Delivery.Outcome.REFUSED);
        assertThat(delivery.answer()).contains("alerts.allow_local_targets");
        assertThat(calls).isEmpty();
    }

    @Test
    void answers_decide_what_comes_next() throws Exception {
        var channel = new WebhookChannel(target(true), "", "", Clock.systemUTC());
        for (int again : List.of(500, 503, 429, 408)) {
            code = again;
            Delivery delivery = channel.deliver(notice());
            assertThat(delivery.outcome()).isEqualTo(Delivery.Outcome.RETRY);
            assertThat(delivery.pause()).hasSeconds(7);
        }
        for (int never : List.of(302, 400, 401, 404, 422)) {
            code = never;
            assertThat(channel.deliver(notice()).outcome()).isEqualTo(Delivery.Outcome.REFUSED);
            calls.clear();
        }
    }

    @Test
    void a_bad_address_is_refused_without_being_quoted() {
        for (String bad : List.of("", "ftp://x/", "http://user:pw@host/", "http:///path", "ht tp://secret")) {
            assertThatThrownBy(() -> Target.of("webhook.url", bad, true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("alerts.webhook.url")
                    .message()
                    .doesNotContain("pw", "secret");
        }
    }

    @Test
    void slack_pagerduty_and_ntfy_are_asked_as_their_rules_say() throws Exception {
        new SlackChannel(target(true)).deliver(notice());
        assertThat(calls.take().body()).startsWith("{\"text\":\"Disk &lt;full&gt; &amp; \\\"hot\\\"");
        new PagerDutyChannel(target(true), "k".repeat(32)).deliver(notice());
        assertThat(calls.take().body())
                .contains(
                        "\"event_action\":\"trigger\"",
                        "\"dedup_key\":\"att/gate/DISK_FULL/data\"",
                        "\"severity\":\"critical\"",
                        "\"source\":\"gate\"");
        new NtfyChannel(target(true), "tk").deliver(notice());
        Call call = calls.take();
        assertThat(call.headers().getFirst("Priority")).isEqualTo("5");
        assertThat(call.headers().getFirst("Authorization")).isEqualTo("Bearer tk");
        assertThat(call.body()).contains("1. Look", "docs/runbook.md#disk_full");
        new AlertmanagerChannel(target(true), Clock.fixed(AT, ZoneOffset.UTC)).deliver(notice());
        call = calls.take();
        assertThat(call.path()).isEqualTo("/api/v2/alerts");
        assertThat(call.body()).contains("\"alertname\":\"DISK_FULL\"", "\"endsAt\":\"2026-11-24T17:00:00Z\"");
    }
}
