package rollcall.metrics.remote;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import rollcall.metrics.collect.MetricsConfig;
import rollcall.metrics.history.Sampler;
import rollcall.store.DeviceState;
import rollcall.store.StoreException;

/** The thread {@code remote-write}, if an address is configured. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "rollcall.metrics")
public final class RemoteWriteComponent implements Cursor {
    private static final System.Logger LOG = System.getLogger("rollcall.metrics");
    private static final String KEY = "metrics.remote-write";
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
    private static final long PATIENCE_MILLIS = 5_000;

    private @Nullable RemoteWrite write;
    private @Nullable Thread thread;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable DeviceState state;

    @Activate
    public RemoteWriteComponent(
            BundleContext context, MetricsConfig config, @Reference Sampler sampler, @Reference RemoteFigures figures) {
        if (!config.enabled() || config.remote__write_url().isBlank()) {
            return;
        }
        try {
            RemoteSettings settings =
                    RemoteSettings.of(config, Path.of(String.valueOf(context.getProperty("rollcall.home"))));
            figures.use();
            write = new RemoteWrite(
                    sampler::read,
                    new HttpSender(settings.address(), settings.token()),
                    this,
                    figures,
                    settings.settings(),
                    Clock.systemUTC(),
                    () -> ThreadLocalRandom.current().nextDouble());
            thread = new Thread(this::run, "remote-write");
            thread.setDaemon(true);
        } catch (IllegalArgumentException | IOException e) {
            LOG.log(System.Logger.Level.ERROR, "remote write is off: {0}", e.getMessage());
        }
    }

    /** Apart from the constructor, for the thread asks for what is bound after it. */
    @Activate
    void start() {
        if (thread != null) {
            thread.start();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                TimeUnit.NANOSECONDS.sleep(step().toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration step() throws InterruptedException {
        RemoteWrite remote = write;
        try {
            return remote == null ? AFTER_FAILURE : remote.step();
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.CLOSED) {
                LOG.log(System.Logger.Level.WARNING, "remote write waits for the ring: {0}", e.getMessage());
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.log(System.Logger.Level.ERROR, "remote write failed and tries again", e);
        }
        return AFTER_FAILURE;
    }

    @Deactivate
    void close() throws InterruptedException {
        if (thread != null) {
            thread.interrupt();
            thread.join(PATIENCE_MILLIS);
            if (!thread.isAlive() && write != null) {
                write.keep(true);
            }
        }
    }

    @Override
    public Optional<Instant> get() {
        DeviceState there = state;
        try {
            return there == null
                    ? Optional.empty()
                    : there.get(KEY)
                            .filter(text -> text.matches("[0-9]{1,15}"))
                            .map(text -> Instant.ofEpochMilli(Long.parseLong(text)));
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.DEBUG, "the place of remote write is not known: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void put(Instant at) {
        DeviceState there = state;
        try {
            if (there != null) {
                there.put(KEY, String.valueOf(at.toEpochMilli()));
            }
        } catch (StoreException | LinkageError e) {
            // Without it some samples go twice after the next start, which the receiver refuses one by one.
            LOG.log(System.Logger.Level.DEBUG, "the place of remote write is not kept: {0}", e.getMessage());
        }
    }
}
