package rollcall.sync.message;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import rollcall.await.Awaited;
import rollcall.message.TextMessages;
import rollcall.store.Messages;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;
import rollcall.store.StoreException.Kind;

/** The {@link GuardianMessages} of a running terminal, on one thread; its errors are caught here alone. */
@Component(
        service = GuardianMessages.class,
        immediate = true,
        configurationPid = "rollcall.messages",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = MessagesConfig.class)
public final class MessagesComponent implements GuardianMessages {
    private static final System.Logger LOG = System.getLogger("rollcall.sync");
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
    private static final long STOP_MILLIS = 5_000;

    private final MessageFigures figures = new MessageFigures();
    private final MessagesConfig config;
    private final @Nullable Announcer announcer;
    private final Awaited<ScanStore> scans;
    private final Awaited<Messages> messages;
    private final Awaited<TextMessages> service;
    private final Thread thread;
    private volatile boolean stopped;

    @Activate
    public MessagesComponent(BundleContext context, MessagesConfig config) {
        this.config = config;
        this.announcer = announcer(config, figures);
        this.scans = new Awaited<>(context, ScanStore.class);
        this.messages = new Awaited<>(context, Messages.class);
        this.service = new Awaited<>(context, TextMessages.class);
        this.thread = new Thread(this::run, "messages");
    }

    private static @Nullable Announcer announcer(MessagesConfig config, MessageFigures figures) {
        if (!config.enabled()) {
            return null;
        }
        try {
            return new Announcer(new MessageRules(config), figures, Clock.systemUTC());
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.ERROR, "guardians are told nothing: {0}", e.getMessage());
            return null;
        }
    }

    @Activate
    void start() {
        if (announcer != null) {
            thread.start();
        }
    }

    @Deactivate
    void stop() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join(STOP_MILLIS);
        if (thread.isAlive()) {
            LOG.log(System.Logger.Level.WARNING, "thread messages did not end within {0} ms", STOP_MILLIS);
        }
        scans.close();
        messages.close();
        service.close();
    }

    private void run() {
        try {
            while (!stopped) {
                long rest = stepSafely().toMillis();
                // In small parts of a rest nobody waits for, so that the end of quiet hours is not missed by much.
                Thread.sleep(Math.max(1, rest));
            }
        } catch (InterruptedException e) {
            // The way stop() ends this thread; there is nothing left to interrupt.
            stopped = true;
        }
    }

    private Duration stepSafely() throws InterruptedException {
        try {
            Optional<ScanStore> store = scans.now();
            Optional<Messages> queue = messages.now();
            return announcer != null && store.isPresent() && queue.isPresent()
                    ? announcer.step(store.get(), queue.get(), service.now())
                    : LOOK;
        } catch (StoreException | RuntimeException | LinkageError e) {
            boolean storeReplaced = e instanceof StoreException failure && failure.kind() == Kind.CLOSED;
            if (!stopped && !storeReplaced) {
                LOG.log(System.Logger.Level.ERROR, "messages to guardians failed and go on", e);
            }
            return storeReplaced ? LOOK : AFTER_FAILURE;
        }
    }

    @Override
    public State state() {
        if (announcer != null) {
            return announcer.state();
        }
        return new State(
                config.enabled(),
                config.enabled() ? Optional.of("section messages is wrong, see the log") : Optional.empty(),
                Optional.empty());
    }

    @Override
    public MessageFigures figures() {
        return figures;
    }

    @Override
    public int budget() {
        return config.dailyBudget();
    }
}
