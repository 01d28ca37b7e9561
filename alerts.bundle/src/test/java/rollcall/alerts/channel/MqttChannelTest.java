package rollcall.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.alert.Delivery;
import rollcall.alert.Delivery.Outcome;

/** A real broker, mosquitto. */
class MqttChannelTest {
    @TempDir
    private Path folder;

    private int port;

    @BeforeEach
    void choose() throws Exception {
        port = Server.freePort();
    }

    private Server broker(String rest) throws Exception {
        Path config = folder.resolve("mosquitto.conf");
        Files.writeString(config, "listener " + port + " 127.0.0.1\n" + rest);
        return Server.start(port, folder.resolve("broker.log"), "mosquitto", "-c", config.toString());
    }

    private MqttChannel channel() {
        return new MqttChannel(
                Settings.of(Map.of("mqtt_url", "tcp://127.0.0.1:" + port, "allow__local__targets", true)));
    }

    @Test
    void who_subscribes_hears_of_it_with_its_key() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (Server broker = broker("allow_anonymous true\n");
                MqttClient ear = new MqttClient("tcp://127.0.0.1:" + port, "ear", new MemoryPersistence())) {
            ear.connect();
            ear.subscribe(
                    "#",
                    1,
                    (topic, message) -> heard.add(topic + " " + message.getQos() + " "
                            + new String(message.getPayload(), StandardCharsets.UTF_8)));
            assertThat(channel().deliver(Notices.firing())).isEqualTo(Delivery.delivered("acknowledged by the broker"));
            assertThat(heard.poll(30, TimeUnit.SECONDS))
                    .startsWith("rollcall/alerts/gate 1 {\"alert_type\":\"disk_full\",\"severity\":\"critical\"")
                    .contains("\"event\":\"firing\"", "\"key\":\"key-1.FIRING\"");
            ear.disconnect();
            assertThat(broker.said()).doesNotContain("password");
        }
    }

    @Test
    void a_broker_that_is_away_is_tried_again_and_one_that_lets_nobody_in_is_not() throws Exception {
        MqttChannel channel = channel();
        assertThat(channel.deliver(Notices.firing()).outcome()).isEqualTo(Outcome.RETRY);
        try (Server broker = broker("allow_anonymous false\n")) {
            assertThat(channel.deliver(Notices.firing())).isEqualTo(Delivery.refused("MQTT reason 5"));
            assertThat(broker.said()).contains("not authorised");
        }
    }

    @Test
    void this_machine_is_not_called_unless_allowed() {
        MqttChannel channel = new MqttChannel(Settings.of(Map.of("mqtt_url", "tcp://127.0.0.1:" + port)));
        Delivery delivery = channel.deliver(Notices.firing());
        assertThat(delivery.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(delivery.answer()).contains("alerts.allow_local_targets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host", "tcp://", "ssl://user:pw@host", "ssl://ho st"})
    void a_bad_address_is_refused_without_being_quoted(String bad) {
        assertThatThrownBy(() -> new MqttChannel(Settings.of(Map.of("mqtt_url", bad))))
                .hasMessageContaining("alerts.mqtt.url")
                .message()
                .doesNotContain("pw");
    }

    @Test
    void a_login_never_goes_over_an_open_line_and_a_topic_has_no_wildcards() {
        assertThatThrownBy(() -> new MqttChannel(Settings.of(Map.of("mqtt_url", "tcp://broker", "mqtt_user", "me"))))
                .hasMessageContaining("alerts.mqtt.user: no login goes over a line without TLS");
        assertThatThrownBy(() -> new MqttChannel(Settings.of(Map.of("mqtt_url", "tcp://broker", "mqtt_topic", "a/#"))))
                .hasMessageContaining("alerts.mqtt.topic");
    }
}
