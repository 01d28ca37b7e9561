package rollcall.camera.feedback;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import rollcall.camera.Feedback;
import rollcall.camera.Signal;

/**
 * Gives signals to every {@link Feedback} there is, on a thread of its own named {@code feedback}: a device that hangs delays
 * other devices and never a scan.
 */
@Component(service = FeedbackThread.class)
public final class FeedbackThread {
    private static final System.Logger LOG = System.getLogger("rollcall.camera");

    /** Signals that wait; of more the oldest are dropped, for a light that comes late tells a lie. */
    private static final int MOST = 8;

    private static final long STOP_MILLIS = 2_000;

    private final BlockingQueue<Signal> waiting = new ArrayBlockingQueue<>(MOST);
    private final Thread thread = new Thread(this::run, "feedback");
    private final Set<String> complained = new HashSet<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Feedback> devices = List.of();

    /** For Declarative Services; {@link #start()} follows. */
    @Activate
    public FeedbackThread() {}

    FeedbackThread(List<Feedback> devices) {
        this.devices = devices;
    }

    @Activate
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @Deactivate
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join(STOP_MILLIS);
    }

    /** Gives a signal; never waits. May be called from any thread. */
    public void give(Signal signal) {
        while (!waiting.offer(signal)) {
            waiting.poll();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Signal signal = waiting.take();
                for (Feedback device : devices) {
                    giveTo(device, signal);
                }
            }
        } catch (InterruptedException e) {
            // The way stop() ends this thread.
        }
    }

    private void giveTo(Feedback device, Signal signal) throws InterruptedException {
        try {
            device.give(signal);
        } catch (RuntimeException | LinkageError e) {
            if (complained.add(device.getClass().getName() + e)) {
                LOG.log(System.Logger.Level.WARNING, "a device for feedback failed and is tried again: {0}", e);
            }
        }
    }
}
