package rollcall.store.clock;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import rollcall.scan.ClockTrust;
import rollcall.store.DeviceState;
import rollcall.store.StoreException;

/** The {@link ClockWatch} of a running terminal, which looks once a second on a thread named {@code clock}. */
public final class ClockThread implements AutoCloseable {
    /** Posted when the wall clock stepped. Property: {@link #SECONDS}. */
    public static final String STEPPED = "rollcall/health/CLOCK_STEPPED";

    /** Property: by how many seconds as {@link Double}, forwards if positive. */
    public static final String SECONDS = "seconds";

    private static final System.Logger LOG = System.getLogger("rollcall.store");
    private static final long LOOK_MILLIS = 1_000;

    private final ClockWatch watch;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "clock"));

    /**
     * Does not run yet.
     *
     * @param memory where the last synchronisation is kept
     * @param holdover how long the clock is believed without a time server
     * @param events where steps are announced
     */
    public ClockThread(DeviceState memory, Duration holdover, EventAdmin events) throws StoreException {
        this.watch = new ClockWatch(
                Clock.systemUTC(),
                System::nanoTime,
                Machine.linux(),
                new LastSeen(memory),
                holdover,
                seconds -> events.postEvent(new Event(STEPPED, Map.of(SECONDS, seconds))));
    }

    /** Begins to look. */
    public void start() {
        var unused = thread.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            watch.step();
        } catch (RuntimeException e) {
            // The one place where this loop catches; a schedule ends for good at the first exception.
            LOG.log(System.Logger.Level.ERROR, "the clock is not watched this time", e);
        }
    }

    /** How far the clock can be trusted now. */
    public ClockTrust trust() {
        return watch.trust();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
