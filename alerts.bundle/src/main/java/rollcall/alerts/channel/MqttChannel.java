package rollcall.alerts.channel;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import rollcall.alert.AlertChannel;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

/**
 * The webhook's JSON, with the idempotency key in it, published at {@code TOPIC/DEVICE} with quality of service 1: delivered when the
 * broker said that it has it. One connection for each notice: alerts are rare, and nothing has to be kept alive.
 */
final class MqttChannel implements AlertChannel {
    private static final System.Logger LOG = System.getLogger("rollcall.alerts");
    private static final int AT_LEAST_ONCE = 1;
    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_MILLIS = 10_000;

    /** Answers that trying again does not change. */
    private static final Set<Integer> FINAL = Set.of(
            (int) MqttException.REASON_CODE_INVALID_PROTOCOL_VERSION,
            (int) MqttException.REASON_CODE_INVALID_CLIENT_ID,
            (int) MqttException.REASON_CODE_FAILED_AUTHENTICATION,
            (int) MqttException.REASON_CODE_NOT_AUTHORIZED);

    private final URI broker;
    private final String topic;
    private final boolean localAllowed;
    private final MqttConnectOptions options = new MqttConnectOptions();
    private final String client = "rollcall-" + UUID.randomUUID().toString().substring(0, 13);

    MqttChannel(AlertsConfig config) {
        this.broker = broker(config.mqtt_url());
        this.topic = config.mqtt_topic();
        this.localAllowed = config.allow__local__targets();
        if (!topic.matches("[^+#\\p{Cntrl}]{1,200}")) {
            throw new IllegalArgumentException("alerts.mqtt.topic: 1 to 200 characters without + and # are allowed");
        }
        options.setConnectionTimeout(CONNECT_SECONDS);
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setHttpsHostnameVerificationEnabled(true);
        if (!config.mqtt_user().isEmpty()) {
            if (!broker.getScheme().equals("ssl")) {
                throw new IllegalArgumentException(
                        "alerts.mqtt.user: no login goes over a line without TLS; begin alerts.mqtt.url with ssl://");
            }
            options.setUserName(config.mqtt_user());
            options.setPassword(config.mqtt_secret().toCharArray());
        }
    }

    private static URI broker(String text) {
        String problem = "alerts.mqtt.url: ssl://host:8883 or tcp://host:1883, without a login, is allowed";
        try {
            URI uri = new URI(text);
            boolean known = "ssl".equals(uri.getScheme()) || "tcp".equals(uri.getScheme());
            if (!known || uri.getHost() == null || uri.getUserInfo() != null) {
                throw new IllegalArgumentException(problem);
            }
            return uri;
        } catch (URISyntaxException e) {
            // Its message would quote the address.
            throw new IllegalArgumentException(problem + " (bad at character " + e.getIndex() + ")");
        }
    }

    @Override
    public String name() {
        return "mqtt";
    }

    @Override
    public Severity least() {
        return Severity.INFO;
    }

    @Override
    public int mostAnHour() {
        return 600;
    }

    @Override
    public Grouping grouping() {
        return Grouping.SINGLE;
    }

    @Override
    public Delivery deliver(Notice notice) {
        String body = AlertJson.text(json -> {
            json.writeStartObject();
            AlertJson.event(json, notice);
            json.writeStringField("key", notice.key());
            json.writeEndObject();
        });
        try {
            Target.check("mqtt.url", broker.getHost(), localAllowed);
            return publish(topic + "/" + notice.alert().device(), body);
        } catch (RefusedTargetException e) {
            return Delivery.refused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Delivery.retry("no answer: " + e.getClass().getSimpleName());
        } catch (MqttException e) {
            String said = "MQTT reason " + e.getReasonCode();
            return FINAL.contains(e.getReasonCode()) ? Delivery.refused(said) : Delivery.retry(said);
        }
    }

    private Delivery publish(String to, String body) throws MqttException {
        try (MqttClient line = new MqttClient(broker.toString(), client, new MemoryPersistence())) {
            line.setTimeToWait(ANSWER_MILLIS);
            try {
                line.connect(options);
                line.publish(to, body.getBytes(StandardCharsets.UTF_8), AT_LEAST_ONCE, false);
                return Delivery.delivered("acknowledged by the broker");
            } finally {
                end(line);
            }
        }
    }

    /** What was published is acknowledged by now; a line that breaks here changes nothing. */
    private static void end(MqttClient line) {
        if (!line.isConnected()) {
            return;
        }
        try {
            line.disconnect();
        } catch (MqttException e) {
            LOG.log(System.Logger.Level.DEBUG, "the broker's line broke at its end: {0}", e.getReasonCode());
        }
    }
}
