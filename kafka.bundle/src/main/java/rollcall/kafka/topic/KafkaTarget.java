package rollcall.kafka.topic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import rollcall.event.EventJson;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.sync.Delivery;
import rollcall.sync.SyncTarget;

/**
 * A {@link SyncTarget} that appends to a topic: key is the terminal, so that its scans are in one partition and, unless a
 * broker fails, in their order; header {@code event_id} is the scan. A batch of which an answer was lost is appended again;
 * who reads the topic takes {@code event_id} as key.
 */
final class KafkaTarget implements SyncTarget, AutoCloseable {
    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> connect;
    private @Nullable Producer<byte[], byte[]> producer;

    /**
     * A target that connects when it is first needed.
     *
     * @param connect makes the client
     */
    KafkaTarget(String topic, Supplier<Producer<byte[], byte[]>> connect) {
        this.topic = topic;
        this.connect = connect;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Delivery deliver(List<Scan> batch) throws IOException, InterruptedException {
        try {
            return answers(batch, send(batch));
        } catch (InterruptException e) {
            close();
            InterruptedException interrupt = new InterruptedException("while a batch was sent to Kafka");
            interrupt.addSuppressed(e);
            throw interrupt;
        } catch (KafkaException e) {
            return meaning(e);
        }
    }

    /** Gives in everything, or as much as goes before the first failure, and waits until the brokers have answered. */
    private List<Future<RecordMetadata>> send(List<Scan> batch) throws IOException {
        Producer<byte[], byte[]> open = open();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Scan scan : batch) {
            Future<RecordMetadata> given = open.send(record(scan));
            sent.add(given);
            // One that failed already has waited for the whole patience, such as for a topic that is not there.
            if (given.isDone() && hopeless(given)) {
                return sent;
            }
        }
        open.flush();
        return sent;
    }

    private static boolean hopeless(Future<RecordMetadata> given) {
        try {
            given.get();
            return false;
        } catch (ExecutionException e) {
            return !(e.getCause() instanceof RecordTooLargeException);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private Delivery answers(List<Scan> batch, List<Future<RecordMetadata>> sent)
            throws IOException, InterruptedException {
        Map<ScanId, String> refused = new HashMap<>();
        for (int i = 0; i < sent.size(); i++) {
            try {
                sent.get(i).get();
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                if (!(cause instanceof RecordTooLargeException)) {
                    return meaning(cause);
                }
                refused.put(batch.get(i).id(), text(cause));
            }
        }
        if (sent.size() < batch.size()) {
            throw new IOException("not the whole batch was sent");
        }
        return refused.isEmpty() ? new Delivery.Acknowledged() : new Delivery.RefusedRows(refused);
    }

    private Producer<byte[], byte[]> open() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            open = connect.get();
            producer = open;
        }
        return open;
    }

    private ProducerRecord<byte[], byte[]> record(Scan scan) throws IOException {
        byte[] key = scan.origin().device().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, EventJson.bytes(scan));
        record.headers().add("event_id", scan.id().toString().getBytes(StandardCharsets.US_ASCII));
        return record;
    }

    /** The client is given up whatever went wrong: some failures are for ever, and the next batch begins anew. */
    private Delivery meaning(Throwable failure) throws IOException {
        close();
        // A client that cannot be made says only that, and why inside.
        boolean made = failure.getCause() == null
                || !String.valueOf(failure.getMessage()).startsWith("Failed to construct");
        Throwable cause = made ? failure : Objects.requireNonNull(failure.getCause());
        boolean person = cause instanceof AuthenticationException
                || cause instanceof AuthorizationException
                || cause instanceof InvalidTopicException
                || cause instanceof InvalidTimestampException
                || cause instanceof InvalidConfigurationException
                || cause instanceof UnsupportedVersionException
                || cause instanceof org.apache.kafka.common.config.ConfigException;
        if (person) {
            return new Delivery.Closed(text(cause));
        }
        throw new IOException(text(cause), cause);
    }

    /** One line that says the kind, too: the client's messages alone often do not. */
    private static String text(Throwable cause) {
        String kind = cause.getClass().getSimpleName().replaceAll("Exception$", "");
        return kind + ": " + cause.getMessage() + "; brokers, topic and rights are told in docs/sync.md";
    }

    /** Gives the client up; what was not acknowledged is sent again. */
    @Override
    public void close() {
        Producer<byte[], byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }
}
