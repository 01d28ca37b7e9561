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
    private final Machine machine = Machine.linux();
    private final Right right;
    private ClockTrust last = ClockTrust.UNTRUSTED;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "clock"));

    /** Is told when the clock came in step. */
    @FunctionalInterface
    public interface Right {
        /**
         * The clock is right now; called on thread {@code clock}.
         *
         * @throws StoreException if it has to be told again
         */
        void now(ClockStamp stamp) throws StoreException;
    }

    /**
     * Does not run yet.
     *
     * @param memory where the last synchronisation is kept
     * @param holdover how long the clock is believed without a time server
     * @param events where steps are announced
     */
    public ClockThread(DeviceState memory, Duration holdover, EventAdmin events, Right right) throws StoreException {
        this.right = right;
        this.watch = new ClockWatch(
                Clock.systemUTC(),
                System::nanoTime,
                machine,
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
            ClockTrust trust = watch.trust();
            if (trust == ClockTrust.TRUSTED && last != ClockTrust.TRUSTED) {
                right.now(stamp());
            }
            last = trust;
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "how wrong the clock was is noted later: {0}", e.getMessage());
        } catch (RuntimeException e) {
            // The one place where this loop catches; a schedule ends for good at the first exception.
            LOG.log(System.Logger.Level.ERROR, "the clock is not watched this time", e);
        }
    }

    /** How far the clock can be trusted now. */
    public ClockTrust trust() {
        return watch.trust();
    }

    /** Where the wall clock stands now. */
    public ClockStamp stamp() {
        return new ClockStamp(
                machine.boot(), Moment.now(Clock.systemUTC(), System::nanoTime).offset());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
