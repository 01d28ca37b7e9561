package rollcall.shutdown.health;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * Whether the process lives: no threads wait for each other for ever, and events still come through. A restart mends both; what
 * it would not mend, such as a camera, a network or a full disk, is not asked for here.
 */
@Component(
        service = {HealthCheck.class, EventHandler.class},
        property = {
            "hc.name=life",
            "hc.tags=live",
            EventConstants.EVENT_TOPIC + "=" + LifeCheck.BEAT,
            "rollcall.do=Restart the terminal: ./rollcall stop, or turn it off and on. Nothing is lost."
        })
public final class LifeCheck implements HealthCheck, EventHandler {
    static final String BEAT = "rollcall/health/BEAT";
    private static final Duration LATE = Duration.ofSeconds(30);

    private final EventAdmin events;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final AtomicLong heard = new AtomicLong(System.nanoTime());
    private final AtomicLong asked = new AtomicLong(System.nanoTime());

    @Activate
    public LifeCheck(@Reference EventAdmin events) {
        this.events = events;
    }

    @Override
    public void handleEvent(Event event) {
        heard.set(System.nanoTime());
    }

    @Override
    public Result execute() {
        long[] stuck = threads.findDeadlockedThreads();
        if (stuck != null) {
            return new Result(Result.Status.CRITICAL, stuck.length + " threads wait for each other for ever");
        }
        // Late is an event that was asked for and has not come; nobody asking is not late.
        long waits = asked.get() - heard.get();
        asked.set(System.nanoTime());
        events.postEvent(new Event(BEAT, Map.of()));
        return waits > LATE.toNanos()
                ? new Result(
                        Result.Status.CRITICAL,
                        "events have not come through for "
                                + Duration.ofNanos(waits).toSeconds() + " s")
                : new Result(Result.Status.OK, "the process lives");
    }
}
