package rollcall.sync.clock;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import rollcall.await.Awaited;
import rollcall.store.ClockOffsets;
import rollcall.store.DeviceState;
import rollcall.store.StoreException;
import rollcall.store.StoreException.Kind;
import rollcall.sync.drain.Drains;
import rollcall.sync.drain.FarAddress;
import rollcall.sync.drain.Secrets;
import rollcall.sync.drain.SyncConfig;
import rollcall.sync.drain.Trust;

/** The {@link OffsetSender} of a running terminal that has PostgREST; its errors are caught here alone. */
@Component(
        service = OffsetComponent.class,
        immediate = true,
        configurationPid = "rollcall.sync",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class OffsetComponent {
    private static final System.Logger LOG = System.getLogger("rollcall.sync");
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
    private static final long STOP_MILLIS = 5_000;

    private final Awaited<ClockOffsets> offsets;
    private final Awaited<DeviceState> memory;
    private final @Nullable OffsetSender sender;
    private final Thread thread;
    private volatile boolean stopped;

    @Activate
    public OffsetComponent(BundleContext context, @Reference Drains drains, SyncConfig config) {
        Path home = Path.of(String.valueOf(context.getProperty("rollcall.home")));
        this.sender = sender(home, drains, config);
        this.offsets = new Awaited<>(context, ClockOffsets.class);
        this.memory = new Awaited<>(context, DeviceState.class);
        this.thread = new Thread(this::run, "clock-offsets");
    }

    private static @Nullable OffsetSender sender(Path home, Drains drains, SyncConfig config) {
        if (config.postgrest_url().isBlank()) {
            return null;
        }
        try {
            URI base = FarAddress.web("sync.postgrest.url", config.postgrest_url());
            Optional<SSLContext> trust =
                    config.caFile().isBlank() ? Optional.empty() : Optional.of(Trust.in(home.resolve(config.caFile())));
            Secrets secrets = new Secrets(home);
            Map<String, String> login = new HashMap<>();
            String key = secrets.read("sync.postgrest.key");
            String token = secrets.read("sync.postgrest.token");
            if (!key.isEmpty()) {
                login.put("apikey", key);
            }
            if (!token.isEmpty()) {
                login.put("Authorization", "Bearer " + token);
            }
            return new OffsetSender(
                    base,
                    trust,
                    login,
                    Duration.ofSeconds(config.patienceSeconds()),
                    drains.figures().requests());
        } catch (IOException | IllegalArgumentException e) {
            // The target itself says what is wrong with its section.
            LOG.log(System.Logger.Level.DEBUG, "no clock offsets are sent: {0}", e.getMessage());
            return null;
        }
    }

    @Activate
    void start() {
        if (sender != null) {
            thread.start();
        }
    }

    @Deactivate
    void stop() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join(STOP_MILLIS);
        if (thread.isAlive()) {
            LOG.log(System.Logger.Level.WARNING, "thread clock-offsets did not end within {0} ms", STOP_MILLIS);
        }
        offsets.close();
        memory.close();
    }

    private void run() {
        try {
            while (!stopped) {
                Thread.sleep(Math.max(1, stepSafely().toMillis()));
            }
        } catch (InterruptedException e) {
            // The way stop() ends this thread; there is nothing left to interrupt.
            stopped = true;
        }
    }

    private Duration stepSafely() throws InterruptedException {
        try {
            Optional<ClockOffsets> store = offsets.now();
            Optional<DeviceState> state = memory.now();
            return sender != null && store.isPresent() && state.isPresent()
                    ? sender.step(store.get(), state.get())
                    : LOOK;
        } catch (StoreException | RuntimeException | LinkageError e) {
            boolean storeReplaced = e instanceof StoreException failure && failure.kind() == Kind.CLOSED;
            if (!stopped && !storeReplaced) {
                LOG.log(System.Logger.Level.ERROR, "sending clock offsets failed and goes on", e);
            }
            return storeReplaced ? LOOK : AFTER_FAILURE;
        }
    }
}
