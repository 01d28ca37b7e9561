package rollcall.sync.pull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import rollcall.await.Awaited;
import rollcall.store.DeviceState;
import rollcall.store.School;
import rollcall.store.StoreException;
import rollcall.store.StoreException.Kind;
import rollcall.sync.drain.Drains;

/** The {@link Pulls} of a running terminal, on one thread; its errors are caught here alone. */
@Component(
        service = Pulls.class,
        immediate = true,
        configurationPid = "rollcall.pull",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PullConfig.class)
public final class PullComponent implements Pulls {
    private static final System.Logger LOG = System.getLogger("rollcall.sync");
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
    private static final long STOP_MILLIS = 5_000;

    private final List<Pull> pulls;
    private final Awaited<School> school;
    private final Awaited<DeviceState> memory;
    private final Thread thread;
    private volatile boolean stopped;

    @Activate
    public PullComponent(BundleContext context, @Reference Drains drains, PullConfig config) {
        this.pulls = new ConfiguredPulls(
                        Path.of(String.valueOf(context.getProperty("rollcall.home"))), config, drains.figures())
                .pulls(line -> LOG.log(System.Logger.Level.ERROR, "nothing is fetched: {0}", line));
        this.school = new Awaited<>(context, School.class);
        this.memory = new Awaited<>(context, DeviceState.class);
        this.thread = new Thread(this::run, "pull");
    }

    @Activate
    void start() {
        if (!pulls.isEmpty()) {
            thread.start();
        }
    }

    @Deactivate
    void stop() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join(STOP_MILLIS);
        if (thread.isAlive()) {
            LOG.log(System.Logger.Level.WARNING, "thread pull did not end within {0} ms", STOP_MILLIS);
        }
        school.close();
        memory.close();
    }

    private void run() {
        try {
            while (!stopped) {
                Duration rest = LOOK;
                for (Pull pull : pulls) {
                    Duration own = stepSafely(pull);
                    rest = own.compareTo(rest) < 0 ? own : rest;
                }
                Thread.sleep(Math.max(1, rest.toMillis()));
            }
        } catch (InterruptedException e) {
            // The way stop() ends this thread; there is nothing left to interrupt.
            stopped = true;
        }
    }

    private Duration stepSafely(Pull pull) throws InterruptedException {
        try {
            Optional<School> store = school.now();
            Optional<DeviceState> state = memory.now();
            return store.isPresent() && state.isPresent() ? pull.step(store.get(), state.get()) : LOOK;
        } catch (StoreException | RuntimeException | LinkageError e) {
            boolean storeReplaced = e instanceof StoreException failure && failure.kind() == Kind.CLOSED;
            if (stopped || storeReplaced) {
                return LOOK;
            }
            LOG.log(System.Logger.Level.ERROR, "fetching the " + pull.state().what() + " failed and goes on", e);
            Thread.sleep(AFTER_FAILURE.toMillis());
            return LOOK;
        }
    }

    @Override
    public List<Pull.State> states() {
        return pulls.stream().map(Pull::state).toList();
    }

    @Override
    public void hurry() {
        pulls.forEach(Pull::hurry);
    }
}
