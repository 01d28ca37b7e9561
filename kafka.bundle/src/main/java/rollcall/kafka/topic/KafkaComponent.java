package rollcall.kafka.topic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import rollcall.scan.Scan;
import rollcall.sync.Delivery;
import rollcall.sync.SyncTarget;

/**
 * Offers the target {@code kafka} where {@code kafka.servers} names any. Every section of the configuration is there, with
 * its defaults if the file has none, and a target that nobody wants would keep every scan waiting.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "rollcall.kafka",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = KafkaConfig.class)
public final class KafkaComponent {
    /** Kept here, as a logger that nobody holds forgets its level: what matters of the client's words is in the state. */
    private static final Logger CLIENT = Logger.getLogger("org.apache.kafka");

    private final Optional<SyncTarget> target;
    private final Optional<ServiceRegistration<SyncTarget>> registration;

    @Activate
    public KafkaComponent(BundleContext context, KafkaConfig config) {
        CLIENT.setLevel(Level.OFF);
        this.target = config.servers().isBlank()
                ? Optional.empty()
                : Optional.of(target(config, Path.of(String.valueOf(context.getProperty("rollcall.home")))));
        this.registration = target.map(
                wanted -> context.registerService(SyncTarget.class, wanted, FrameworkUtil.asDictionary(Map.of())));
    }

    /** One that is configured wrongly says so to whoever looks at it. */
    private static SyncTarget target(KafkaConfig config, Path home) {
        try {
            Settings settings = Settings.of(config, home);
            return new KafkaTarget(settings.topic(), () -> producer(settings.properties()));
        } catch (IllegalArgumentException | IOException e) {
            return new Misconfigured(String.valueOf(e.getMessage()));
        }
    }

    /** The client finds its own classes by name, through the loader of the thread. */
    private static Producer<byte[], byte[]> producer(Map<String, Object> properties) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(KafkaProducer.class.getClassLoader());
        try {
            return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private record Misconfigured(String reason) implements SyncTarget {
        @Override
        public String name() {
            return "kafka";
        }

        @Override
        public Delivery deliver(List<Scan> batch) {
            return new Delivery.Closed(reason);
        }
    }

    @Deactivate
    void stop() {
        registration.ifPresent(ServiceRegistration::unregister);
        if (target.orElse(null) instanceof KafkaTarget open) {
            open.close();
        }
    }
}
