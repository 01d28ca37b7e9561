package rollcall.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.scan.Scan;
import rollcall.sync.drain.Rig;

/** The records that are made and what each failure of the client means, on the client's own stand-in. */
class KafkaTargetTest {
    @TempDir
    private Path folder;

    /** Every client that was made. */
    private final List<MockProducer<byte[], byte[]>> clients = new ArrayList<>();

    private Supplier<Producer<byte[], byte[]>> connect = this::client;
    private final KafkaTarget target = new KafkaTarget("attendance.events.v1", () -> connect.get());
    private Rig rig;

    private MockProducer<byte[], byte[]> client() {
        MockProducer<byte[], byte[]> client =
                new MockProducer<>(true, new ByteArraySerializer(), new ByteArraySerializer());
        clients.add(client);
        return client;
    }

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(folder, target, 10);
    }

    @AfterEach
    void close() throws Exception {
        target.close();
        rig.close();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void each_scan_is_one_record_of_its_terminal() throws Exception {
        rig.scans(25);
        List<Scan> scans = rig.store.outbox.due("kafka", 25);
        rig.drain();

        List<ProducerRecord<byte[], byte[]>> records = clients.get(0).history();
        assertThat(clients).hasSize(1);
        assertThat(records).hasSize(25);
        for (int i = 0; i < 25; i++) {
            ProducerRecord<byte[], byte[]> record = records.get(i);
            assertThat(record.topic()).isEqualTo("attendance.events.v1");
            assertThat(text(record.key())).isEqualTo("here");
            assertThat(text(record.headers().lastHeader("event_id").value()))
                    .isEqualTo(scans.get(i).id().toString());
            assertThat(text(record.value()))
                    .startsWith("{\"event_id\":\"" + scans.get(i).id() + "\"")
                    .contains("\"device_seq\":" + (i + 1), "\"student_code\":\"S" + (i + 1) + "\"");
            assertThat(record.timestamp()).as("the broker stamps it").isNull();
        }
    }

    /** Fails the next record of whatever client is made. */
    private void failOnce(RuntimeException failure) {
        connect = () -> {
            MockProducer<byte[], byte[]> client = client();
            client.sendException = failure;
            connect = this::client;
            return client;
        };
    }

    static List<RuntimeException> passing() {
        return List.of(
                new TimeoutException("Topic not present in metadata after 30000 ms."),
                new NotEnoughReplicasException("1 of 2"),
                new OutOfOrderSequenceException("17"),
                new KafkaException("whatever"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void what_passes_is_sent_again_by_a_new_client(RuntimeException failure) throws Exception {
        rig.scans(10);
        failOnce(failure);
        rig.step();
        assertThat(rig.pending()).isEqualTo(10);
        assertThat(rig.state().closed()).isFalse();
        assertThat(rig.state().problem().orElse("")).contains(String.valueOf(failure.getMessage()));
        rig.drain();
        assertThat(clients).hasSize(2);
        assertThat(clients.get(0).closed()).isTrue();
        assertThat(clients.get(1).history()).hasSize(10);
        assertThat(rig.quarantined()).isZero();
    }

    static List<RuntimeException> lasting() {
        return List.of(
                new SaslAuthenticationException("Authentication failed"),
                new TopicAuthorizationException("Not authorized to access topics: [attendance.events.v1]"),
                new KafkaException(
                        "Failed to construct kafka producer",
                        new org.apache.kafka.common.config.ConfigException("No resolvable bootstrap urls")));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void what_a_person_has_to_mend_pauses_and_quarantines_nothing(RuntimeException failure) throws Exception {
        rig.scans(3);
        connect = () -> {
            throw failure;
        };
        rig.step();
        assertThat(rig.state().closed()).isTrue();
        assertThat(rig.quarantined()).isZero();
        connect = this::client;
        rig.drain();
        assertThat(clients.get(0).history()).hasSize(3);
    }

    @Test
    void a_record_that_is_too_large_is_quarantined_alone() throws Exception {
        rig.scans(10);
        List<Scan> scans = rig.store.outbox.due("kafka", 10);
        MockProducer<byte[], byte[]> client =
                new MockProducer<>(true, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized java.util.concurrent.Future<org.apache.kafka.clients.producer.RecordMetadata>
                            send(ProducerRecord<byte[], byte[]> record) {
                        return text(record.value()).contains("\"S4\"")
                                ? java.util.concurrent.CompletableFuture.failedFuture(
                                        new RecordTooLargeException("2 MB"))
                                : super.send(record);
                    }
                };
        connect = () -> client;
        rig.drain();
        assertThat(rig.store.outbox.quarantined(10))
                .extracting(row -> row.scan().id())
                .containsExactly(scans.get(3).id());
        assertThat(client.history()).hasSize(9);
    }
}
