package rollcall.shutdown.stop;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import rollcall.shutdown.LastStop;
import rollcall.shutdown.Shutdown;
import rollcall.shutdown.ShutdownParticipant;

/** The {@link Shutdown} of a running terminal: what the launcher says goes to bundles, what they want to do goes to it. */
@Component(
        service = {Shutdown.class, ShutdownComponent.class},
        immediate = true,
        configurationPid = "rollcall.shutdown",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ShutdownConfig.class)
public final class ShutdownComponent implements Shutdown {
    private static final System.Logger LOG = System.getLogger("rollcall.shutdown");

    private final BundleContext context;
    private final LastStop lastStop;
    private final String problem;
    private final Participants participants;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<Consumer<Phase>> listeners = new CopyOnWriteArrayList<>();
    private final ServiceRegistration<?> watcher;

    /**
     * Where a stop is.
     *
     * @param word of the phase
     * @param left what is left of the total
     */
    public record Phase(String word, Duration left) {}

    @Activate
    public ShutdownComponent(BundleContext context, ShutdownConfig config) {
        this.context = context;
        this.participants = new Participants(context);
        this.lastStop = lastStop(context.getProperty("rollcall.laststop"));
        StopTimes times = StopTimes.of(config);
        this.problem = times.problem();
        if (!problem.isEmpty()) {
            LOG.log(System.Logger.Level.ERROR, problem);
        }
        Map<String, Object> properties = new java.util.HashMap<>(times.properties());
        properties.put("rollcall.stop", "watcher");
        Consumer<Map<String, Object>> heard = this::phase;
        this.watcher = context.registerService(Consumer.class, heard, FrameworkUtil.asDictionary(properties));
    }

    @Deactivate
    public void close() {
        watcher.unregister();
    }

    @Reference(
            service = ShutdownParticipant.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void add(ShutdownParticipant participant, ServiceReference<ShutdownParticipant> reference) {
        participants.add(reference, participant);
    }

    void remove(ShutdownParticipant participant, ServiceReference<ShutdownParticipant> reference) {
        participants.remove(reference);
    }

    static LastStop lastStop(@org.jspecify.annotations.Nullable String words) {
        return Stream.of(LastStop.values())
                .filter(one -> one.words().equals(words))
                .findFirst()
                .orElse(LastStop.NONE);
    }

    private void phase(Map<String, Object> news) {
        stopping.countDown();
        Phase phase = new Phase(
                String.valueOf(news.get("phase")),
                Duration.ofMillis(((Number) news.getOrDefault("left", 0L)).longValue()));
        listeners.forEach(listener -> listener.accept(phase));
    }

    /** Tells each phase of a stop, on the thread of the stop: whoever listens returns at once. */
    public void listen(Consumer<Phase> listener) {
        listeners.add(listener);
    }

    public void forget(Consumer<Phase> listener) {
        listeners.remove(listener);
    }

    /** Grows while what is done at the stop gets on. */
    public long progress() {
        return participants.progress();
    }

    /** What is wrong with the configured times, or empty. */
    public String problem() {
        return problem;
    }

    @Override
    public boolean isShuttingDown() {
        return stopping.getCount() == 0;
    }

    @Override
    public boolean awaitShutdown(Duration patience) throws InterruptedException {
        return stopping.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public LastStop lastStop() {
        return lastStop;
    }

    @Override
    public void request() {
        try {
            Collection<ServiceReference<Runnable>> references =
                    context.getServiceReferences(Runnable.class, "(rollcall.stop=request)");
            Optional<Runnable> request = references.stream()
                    .flatMap(reference -> Optional.ofNullable(context.getService(reference)).stream())
                    .findFirst();
            request.orElseThrow(() -> new IllegalStateException("no launcher is there to stop the terminal"))
                    .run();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a filter of our own", e);
        }
    }
}
