package rollcall.sync.drain;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import rollcall.await.Awaited;
import rollcall.shutdown.ShutdownParticipant;
import rollcall.store.Outbox;
import rollcall.store.StoreException;

/**
 * Sends what is owed to the far ends before the terminal stops, as long as it gets on. Never needed: what is left stands in the
 * outbox and goes after the next start.
 */
@Component(service = ShutdownParticipant.class)
public final class FlushAtStop implements ShutdownParticipant {
    private static final Duration BUDGET = Duration.ofSeconds(4);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** Without a scan that got through for so long the far end is taken to be away. */
    private static final Duration STALL = Duration.ofSeconds(1);

    private final Drains drains;
    private final Awaited<Outbox> outbox;
    private volatile long first = -1;
    private volatile long left = -1;

    @Activate
    public FlushAtStop(BundleContext context, @Reference Drains drains) {
        this.drains = drains;
        this.outbox = new Awaited<>(context, Outbox.class);
    }

    @Deactivate
    public void close() {
        outbox.close();
    }

    @Override
    public String name() {
        return "sync-flush";
    }

    @Override
    public Duration budget() {
        return BUDGET;
    }

    @Override
    public void stop() throws StoreException {
        left = pending();
        first = left;
        if (left == 0 || drains.offline()) {
            return;
        }
        drains.hurry();
        long since = System.nanoTime();
        try {
            while (left > 0 && System.nanoTime() - since < STALL.toNanos()) {
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
                long now = pending();
                since = now < left ? System.nanoTime() : since;
                left = now;
            }
        } catch (InterruptedException e) {
            // Its time is up: what was sent counts, what is left stays in the outbox.
            Thread.currentThread().interrupt();
        }
    }

    private long pending() throws StoreException {
        return outbox.now().isEmpty()
                ? 0
                : outbox.now().get().targets().stream()
                        .mapToLong(Outbox.Target::pending)
                        .sum();
    }

    @Override
    public long progress() {
        return Math.max(0, first - left);
    }

    @Override
    public Map<String, Long> figures() {
        return first < 0 ? Map.of() : Map.of("flushed", Math.max(0, first - left), "left", left);
    }
}
