package rollcall.dashboard.live;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.osgi.service.event.propertytypes.EventTopics;

/** Wakes the open streams when something happened. The event itself is only a hint; the streams ask the store. */
@Component(service = {EventHandler.class, Wake.class})
@EventTopics({"rollcall/scan/*", "rollcall/camera/*"})
public final class Wake implements EventHandler {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition happened = lock.newCondition();
    private final AtomicBoolean closed = new AtomicBoolean();
    private long events;

    @Activate
    public Wake() {}

    @Override
    public void handleEvent(Event event) {
        signal();
    }

    private void signal() {
        lock.lock();
        try {
            events++;
            happened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there are more events than {@code seen} or the time is over; returns how many there are now. */
    long await(long seen, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (events <= seen && !closed.get()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                long unused = happened.awaitNanos(left);
            }
            return events;
        } finally {
            lock.unlock();
        }
    }

    /** Whether this part of the terminal is being stopped, so that streams must end. */
    boolean isClosed() {
        return closed.get();
    }

    @Deactivate
    public void close() {
        closed.set(true);
        signal();
    }
}
