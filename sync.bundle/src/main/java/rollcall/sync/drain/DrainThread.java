package rollcall.sync.drain;

import java.time.Duration;
import java.util.Optional;
import rollcall.await.Awaited;
import rollcall.store.Outbox;
import rollcall.store.StoreException;
import rollcall.store.StoreException.Kind;

/** Runs a {@link Drain} on a thread of its own; its errors are caught here alone. */
final class DrainThread {
    private static final System.Logger LOG = System.getLogger("rollcall.sync");
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    /** Longest time between two looks at whether somebody is in a hurry. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final long STOP_MILLIS = 5_000;

    private final Drain drain;
    private final String target;
    private final Awaited<Outbox> outbox;
    private final Thread thread;
    private volatile boolean stopped;
    private boolean opened;

    DrainThread(Drain drain, Awaited<Outbox> outbox) {
        this.drain = drain;
        this.target = drain.state().target();
        this.outbox = outbox;
        this.thread = new Thread(this::run, "sync-" + target);
    }

    Drain drain() {
        return drain;
    }

    void start() {
        thread.start();
    }

    /** Ends the thread; a batch that is under way is given up and sent again later. */
    void stop() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join(STOP_MILLIS);
        if (thread.isAlive()) {
            LOG.log(System.Logger.Level.WARNING, "thread {0} did not end within {1} ms", thread.getName(), STOP_MILLIS);
        }
    }

    private void run() {
        try {
            while (!stopped) {
                Duration rest = stepSafely();
                if (!rest.isZero()) {
                    Thread.sleep((rest.compareTo(LOOK) > 0 ? LOOK : rest).toMillis());
                }
            }
        } catch (InterruptedException e) {
            // The way stop() ends this thread; there is nothing left to interrupt.
            stopped = true;
        }
    }

    private Duration stepSafely() throws InterruptedException {
        try {
            Optional<Outbox> store = outbox.now();
            return store.isPresent() ? step(store.get()) : LOOK;
        } catch (StoreException | RuntimeException | LinkageError e) {
            boolean storeReplaced = e instanceof StoreException failure && failure.kind() == Kind.CLOSED;
            if (!stopped && !storeReplaced) {
                LOG.log(System.Logger.Level.ERROR, "sync to " + target + " failed and goes on", e);
            }
            return storeReplaced ? LOOK : AFTER_FAILURE;
        }
    }

    private Duration step(Outbox store) throws StoreException, InterruptedException {
        if (!opened) {
            store.open(target);
            opened = true;
        }
        return drain.step(store);
    }
}
