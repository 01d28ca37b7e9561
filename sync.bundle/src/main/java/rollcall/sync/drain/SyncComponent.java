package rollcall.sync.drain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.metatype.annotations.Designate;
import rollcall.await.Awaited;
import rollcall.store.Outbox;
import rollcall.sync.SyncTarget;

/** The {@link Drains} of a running terminal: one thread for each target, of the configuration or of the whiteboard. */
@Component(
        service = Drains.class,
        immediate = true,
        configurationPid = "rollcall.sync",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SyncConfig.class)
public final class SyncComponent implements Drains {
    private static final System.Logger LOG = System.getLogger("rollcall.sync");
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(1);

    /** Often enough to know of a night without network before the first card. */
    private static final Duration PROBE = Duration.ofMinutes(5);

    private final Awaited<Outbox> outbox;
    private final SyncFigures figures = new SyncFigures();
    private final SyncEvents events;
    private final SyncConfig config;
    private final List<SyncTarget> configured;
    private final Map<SyncTarget, DrainThread> threads = new ConcurrentHashMap<>();

    @Activate
    public SyncComponent(BundleContext context, @Reference EventAdmin admin, SyncConfig config) {
        this.config = config;
        this.configured = new ConfiguredTargets(
                        Path.of(String.valueOf(context.getProperty("rollcall.home"))), config, figures.requests())
                .targets(line -> LOG.log(System.Logger.Level.ERROR, "a far end is left out: {0}", line));
        this.events = new SyncEvents(admin, figures);
        this.outbox = new Awaited<>(context, Outbox.class);
    }

    @Activate
    void start() {
        configured.forEach(this::add);
    }

    @Deactivate
    void stop() throws InterruptedException, IOException {
        for (SyncTarget target : List.copyOf(threads.keySet())) {
            remove(target);
        }
        for (SyncTarget target : configured) {
            if (target instanceof AutoCloseable open) {
                close(open);
            }
        }
        outbox.close();
    }

    private static void close(AutoCloseable target) throws IOException {
        try {
            target.close();
        } catch (Exception e) {
            throw new IOException("a far end was not closed: " + e.getMessage(), e);
        }
    }

    @Reference(
            service = SyncTarget.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void add(SyncTarget target) {
        DrainThread thread = new DrainThread(drain(target), outbox);
        threads.put(target, thread);
        thread.start();
    }

    void remove(SyncTarget target) throws InterruptedException {
        DrainThread thread = threads.remove(target);
        if (thread != null) {
            thread.stop();
            events.connectivity().removed(target.name());
        }
    }

    private Drain drain(SyncTarget target) {
        return new Drain(
                target,
                new Drain.Settings(config.batch(), IDLE, PROBE, Duration.ofSeconds(config.closedSeconds())),
                new Backoff(
                        FIRST_BACKOFF,
                        Duration.ofSeconds(config.backoffSeconds()),
                        () -> ThreadLocalRandom.current().nextDouble()),
                events,
                Clock.systemUTC(),
                System::nanoTime);
    }

    @Override
    public List<DrainState> states() {
        return threads.values().stream()
                .map(thread -> thread.drain().state())
                .sorted(Comparator.comparing(DrainState::target))
                .toList();
    }

    @Override
    public boolean offline() {
        return events.connectivity().offline();
    }

    @Override
    public SyncFigures figures() {
        return figures;
    }

    @Override
    public void hurry() {
        threads.values().forEach(thread -> thread.drain().hurry());
    }

    @Override
    public void dropped(String target) {
        events.dropped(target);
    }
}
