package rollcall.shutdown.systemd;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import rollcall.shutdown.health.Checkup;
import rollcall.shutdown.stop.ShutdownComponent;

/**
 * Tells systemd how the terminal is, each half second on a thread named {@code systemd}; does nothing if it was not started by a
 * service manager that wants to know ({@code NOTIFY_SOCKET}).
 */
@Component(service = Notifier.class, immediate = true)
public final class Notifier {
    private static final System.Logger LOG = System.getLogger("rollcall.shutdown");
    private static final long PULSE_MILLIS = 500;

    /** Where no watchdog asks, a result is fresh for as long. */
    private static final Duration USUAL = Duration.ofSeconds(30);

    private final ShutdownComponent shutdown;
    private final Checkup checkup;
    private final Optional<NotifySocket> socket;
    private final Reports reports;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "systemd"));
    private final Consumer<ShutdownComponent.Phase> listener = this::phase;
    private volatile Duration left = Duration.ZERO;

    @Activate
    public Notifier(@Reference ShutdownComponent shutdown, @Reference Checkup checkup) {
        this(shutdown, checkup, System.getenv());
    }

    Notifier(ShutdownComponent shutdown, Checkup checkup, Map<String, String> environment) {
        this.shutdown = shutdown;
        this.checkup = checkup;
        this.socket = open(environment.getOrDefault("NOTIFY_SOCKET", ""));
        this.reports = new Reports(
                watchdog(environment.getOrDefault("WATCHDOG_USEC", "")).dividedBy(2));
        if (socket.isPresent()) {
            shutdown.listen(listener);
            var unused = thread.scheduleWithFixedDelay(this::step, 0, PULSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static Optional<NotifySocket> open(String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new NotifySocket(name));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "systemd is told nothing: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    static Duration watchdog(String micros) {
        return micros.matches("[0-9]{1,15}")
                ? Duration.of(Long.parseLong(micros), java.time.temporal.ChronoUnit.MICROS)
                : USUAL.multipliedBy(2);
    }

    /** Looks and tells, once. */
    void step() {
        try {
            if (shutdown.isShuttingDown()) {
                reports.gettingOn(shutdown.progress(), left).ifPresent(this::send);
            } else {
                send(reports.running(checkup.of("live"), checkup.of("ready")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The one place where this loop catches; a schedule ends for good at the first exception.
            LOG.log(System.Logger.Level.ERROR, "systemd is told nothing this time", e);
        }
    }

    private void phase(ShutdownComponent.Phase phase) {
        left = phase.left();
        send(reports.stopping(phase.word()));
    }

    private synchronized void send(String lines) {
        try {
            if (socket.isPresent() && !lines.isEmpty()) {
                socket.get().send(lines);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, e.getMessage());
        }
    }

    @Deactivate
    public synchronized void close() throws IOException {
        shutdown.forget(listener);
        thread.shutdownNow();
        if (socket.isPresent()) {
            socket.get().close();
        }
    }
}
