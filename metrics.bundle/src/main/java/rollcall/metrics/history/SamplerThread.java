package rollcall.metrics.history;

import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The thread {@code figures}: a sample at once and then every 15 s of the clock that no one sets. */
@Component(
        service = {},
        immediate = true)
public final class SamplerThread {
    private static final System.Logger LOG = System.getLogger("rollcall.metrics");
    private static final long PATIENCE_MILLIS = 5_000;

    private final Sampler sampler;
    private final Thread thread = new Thread(this::run, "figures");

    @Activate
    public SamplerThread(@Reference Sampler sampler) {
        this.sampler = sampler;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        long next = System.nanoTime();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                sample();
                // After a sleep of the machine, or a sample that took that long, none is made up for.
                next = Math.max(next + Sampler.INTERVAL.toNanos(), System.nanoTime());
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sample() throws InterruptedException {
        try {
            sampler.step();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(System.Logger.Level.ERROR, "a sample of the figures failed; the next one comes", e);
        }
    }

    @Deactivate
    void close() throws InterruptedException {
        thread.interrupt();
        thread.join(PATIENCE_MILLIS);
        if (!thread.isAlive()) {
            sampler.flush(1);
        }
    }
}
