package rollcall.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.sync.drain.Rig;

/** A real broker that is killed while a terminal drains to it; part of the nightly run. */
@Tag("nightly")
class KafkaBrokerTest {
    private static final int SCANS = 400;
    private static final int CRASHES = 3;

    @TempDir
    private Path folder;

    @Test
    void every_scan_is_in_the_topic_once_for_who_looks_at_its_id() throws Exception {
        try (KafkaBroker broker = new KafkaBroker(Files.createDirectory(folder.resolve("kafka")))) {
            Settings settings = new Settings(
                    List.of(broker.address()),
                    "attendance.events.v1",
                    Duration.ofSeconds(6),
                    Map.of("security.protocol", "PLAINTEXT"));
            KafkaTarget target = new KafkaTarget(
                    settings.topic(),
                    () -> new KafkaProducer<>(
                            settings.properties(), new ByteArraySerializer(), new ByteArraySerializer()));
            List<String> ids;
            try (target;
                    Rig rig = new Rig(Files.createDirectory(folder.resolve("store")), target, 20)) {
                rig.scans(SCANS);
                ids = rig.store.outbox.due("kafka", SCANS).stream()
                        .map(scan -> scan.id().toString())
                        .toList();
                for (int crash = 0; crash < CRASHES; crash++) {
                    rig.pass(rig.step());
                    rig.pass(rig.step());
                    broker.crash();
                }
                // What was acknowledged before is given in again, as after a lost answer.
                target.deliver(rig.store.outbox.due("kafka", 20));
                rig.drain();
                assertThat(rig.quarantined()).isZero();
            }
            List<String> found = read(broker);
            System.out.println("kafka: " + SCANS + " scans, " + CRASHES + " crashes, " + found.size() + " records");
            assertThat(found.stream().distinct().toList())
                    .as("all of them; a batch that a crash broke may come behind the next")
                    .containsExactlyInAnyOrderElementsOf(ids);
            assertThat(found.size()).as("one batch was given in twice").isGreaterThanOrEqualTo(SCANS + 20);
        }
    }

    /** The header of every record; all of one terminal are in one partition. */
    private static List<String> read(KafkaBroker broker) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", broker.address());
        List<String> ids = new ArrayList<>();
        Map<Integer, Integer> partitions = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor("attendance.events.v1").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(5))) {
                    ids.add(new String(record.headers().lastHeader("event_id").value(), StandardCharsets.UTF_8));
                    partitions.merge(record.partition(), 1, Integer::sum);
                }
            }
        }
        assertThat(partitions).hasSize(1);
        return ids;
    }
}
