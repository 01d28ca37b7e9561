package rollcall.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    private Path home;

    private record Config(String servers, String topic, String user, String mechanism, String caFile)
            implements KafkaConfig {
        @Override
        public int patienceSeconds() {
            return 30;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return KafkaConfig.class;
        }
    }

    private static Config config(String servers, String user) {
        return new Config(servers, "attendance.events.v1", user, "SCRAM-SHA-512", "");
    }

    @BeforeEach
    void secrets() throws Exception {
        Files.createDirectories(home.resolve("secrets"));
    }

    @Test
    void another_machine_is_reached_with_tls_and_a_name() throws Exception {
        Files.writeString(home.resolve("secrets/kafka.password"), "pa\"ss\\word\n");
        Settings settings = Settings.of(config("kafka-1.example:9093, kafka-2.example:9093", "gate-1"), home);

        assertThat(settings.properties())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("bootstrap.servers", "kafka-1.example:9093,kafka-2.example:9093")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .doesNotContainKey("ssl.endpoint.identification.algorithm");
        assertThat(settings.properties().get("sasl.jaas.config"))
                .isEqualTo("org.apache.kafka.common.security.scram.ScramLoginModule required username=\"gate-1\""
                        + " password=\"pa\\\"ss\\\\word\";");
        assertThat(settings.toString()).doesNotContain("pa\"ss", "password");
    }

    @Test
    void the_client_takes_what_it_is_told() throws Exception {
        Files.writeString(home.resolve("secrets/kafka.password"), "word");
        for (Settings settings : new Settings[] {
            Settings.of(config("127.0.0.1:9092", ""), home), Settings.of(config("127.0.0.1:9093", "gate-1"), home)
        }) {
            try (var client =
                    new KafkaProducer<>(settings.properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
                assertThat(client.metrics()).isNotEmpty();
            }
        }
    }

    @Test
    void nobody_is_told_anything_without_a_proof_of_who_asks() {
        assertThatThrownBy(() -> Settings.of(config("kafka.example:9093", ""), home))
                .hasMessageContaining("secrets/kafka.pem");
        assertThatThrownBy(() -> Settings.of(config("kafka.example:9093", "gate-1"), home))
                .hasMessageContaining("secrets/kafka.password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kafka", "kafka:", "kafka:9092,", "http://kafka:9092", "kafka:9092/x", "a b:1"})
    void what_is_no_broker_is_explained(String servers) {
        assertThatThrownBy(() -> Settings.of(config(servers, "gate-1"), home)).hasMessageStartingWith("kafka.servers");
    }

    @Test
    void topic_and_mechanism_are_checked() {
        assertThatThrownBy(() -> Settings.of(new Config("127.0.0.1:1", "a topic", "", "PLAIN", ""), home))
                .hasMessageStartingWith("kafka.topic");
        assertThatThrownBy(() -> {
                    Files.writeString(home.resolve("secrets/kafka.password"), "word");
                    Settings.of(new Config("127.0.0.1:1", "topic", "me", "GUESS", ""), home);
                })
                .hasMessageStartingWith("kafka.mechanism");
    }
}
