package rollcall.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.alert.Delivery.Outcome;
import rollcall.alert.Notice;

/** A stub, for no SMS service can be had here; what it is asked is held against the published rules field by field. */
class SmsChannelTest {
    private record Call(String method, String path, Map<String, List<String>> headers, String body) {}

    private final List<Call> calls = new ArrayList<>();
    private final List<Integer> codes = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(new Call(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body));
            exchange.sendResponseHeaders(codes.isEmpty() ? 201 : codes.remove(0), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private SmsChannel channel(Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "sms_admin__numbers", new String[] {"+639171234567", "+639181234567"},
                "sms_user", "AC0123456789abcdef0123456789abcdef",
                "sms_secret", "s3cret",
                "sms_from", "+15005550006"));
        values.putAll(more);
        Target target = Target.of(
                "sms.url", "http://127.0.0.1:" + server.getAddress().getPort() + "/3rdparty/v1/message", true);
        AlertsConfig config = Settings.of(values);
        return SmsChannel.first(
                target, config, new SmsBudget(config.sms_daily__budget(), Clock.fixed(Notices.AT, ZoneOffset.UTC)));
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    @Test
    void twilio_is_asked_as_its_rules_say() throws Exception {
        assertThat(channel(Map.of("sms_shape", "twilio"))
                        .deliver(Notices.firing())
                        .outcome())
                .isEqualTo(Outcome.DELIVERED);
        assertThat(calls).hasSize(2);
        Call call = calls.get(0);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages.json");
        assertThat(call.headers().get("Content-type")).containsExactly("application/x-www-form-urlencoded");
        String login = "AC0123456789abcdef0123456789abcdef:s3cret";
        assertThat(call.headers().get("Authorization"))
                .containsExactly("Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        Map<String, String> form = form(call.body());
        assertThat(form.keySet()).containsExactlyInAnyOrder("To", "From", "Body");
        assertThat(form)
                .containsEntry("To", "+639171234567")
                .containsEntry("From", "+15005550006")
                .containsEntry("Body", "CRITICAL ALERT: The disk is nearly full - Details: percent=95 @gate");
    }

    @Test
    void a_key_the_gateway_has_had_before_is_delivered_and_a_text_is_made_to_fit() throws Exception {
        codes.addAll(List.of(409, 409));
        Target target =
                Target.of("sms.url", "http://127.0.0.1:" + server.getAddress().getPort() + "/m", true);
        SmsGateway gateway = new SmsGateway(target, Settings.of(Map.of("sms_from", "phone-1")));
        assertThat(gateway.send("+639171234567", "Peña ş 漢".repeat(40), "key-1").outcome())
                .isEqualTo(Outcome.DELIVERED);
        assertThat(calls.get(0).body())
                .contains("\"id\":\"key-1\"", "Peña s ?Peña")
                .contains("...\"");
        SmsGateway twilio = new SmsGateway(target, Settings.of(Map.of("sms_shape", "twilio")));
        assertThat(twilio.send("+639171234567", "Ana", "key-1").outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void a_gateway_is_asked_in_the_predecessors_shape() throws Exception {
        channel(Map.of("sms_from", "phone-1")).deliver(Notices.firing());
        assertThat(calls.get(1).path()).isEqualTo("/3rdparty/v1/message");
        assertThat(calls.get(1).body())
                .isEqualTo(
                        "{\"id\":\"key-1.FIRING-2\",\"deviceId\":\"phone-1\",\"phoneNumbers\":[\"+639181234567\"],\"textMessage\":{\"text\":\"CRITICAL"
                                + " ALERT: The disk is nearly full - Details: percent=95 @gate\"}}");
    }

    @Test
    void one_number_that_failed_is_asked_again_and_the_others_are_spared() throws Exception {
        codes.addAll(List.of(201, 500));
        SmsChannel channel = channel(Map.of());
        assertThat(channel.deliver(Notices.firing()).outcome()).isEqualTo(Outcome.RETRY);
        assertThat(channel.deliver(Notices.firing()).outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(calls.stream().map(call -> call.body().contains("+639171234567")))
                .containsExactly(true, false, false);
    }

    @Test
    void the_budget_of_the_day_is_kept_and_what_is_over_it_waits() throws Exception {
        SmsChannel channel = channel(Map.of("sms_daily__budget", 3));
        assertThat(channel.deliver(Notices.firing()).outcome()).isEqualTo(Outcome.DELIVERED);
        var over = channel.deliver(Notices.of(Notice.Kind.RESOLVED, "The disk is nearly full"));
        assertThat(over.outcome()).isEqualTo(Outcome.RETRY);
        assertThat(over.pause()).isEqualTo(Duration.ofHours(1));
        assertThat(over.answer()).contains("alerts.sms.daily_budget");
        assertThat(calls).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0917-1234", "+63 917 1234567", "123", "+1234567890123456", "5551234\n", "+639171234567;x"})
    void what_is_no_number_is_refused_in_one_line(String number) {
        assertThatThrownBy(() -> channel(Map.of("sms_admin__numbers", new String[] {number})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alerts.sms.admin_numbers: at least one number of 4 to 15 digits");
    }

    @Test
    void a_long_message_is_one_segment_and_what_the_alphabet_lacks_is_replaced() {
        String text = SmsText.of(Notices.of(Notice.Kind.FIRING, "€[^]{\\}~| Ω ñ ş 漢 😀 ".repeat(30)));
        assertThat(text).hasSize(SmsText.LONGEST).isEqualTo(SmsText.gsm(text)).endsWith("...");
    }
}
