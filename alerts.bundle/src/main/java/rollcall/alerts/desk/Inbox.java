package rollcall.alerts.desk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import rollcall.alerts.life.Moment;

/** What other threads hand over to the desk's. What finds no room is counted; answers of channels always find some. */
final class Inbox {
    private static final int MOST_WAITING = 20_000;

    /** More in one step would keep channels waiting. */
    private static final int MOST_AT_ONCE = 1_000;

    private final BlockingQueue<Consumer<Moment>> given = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Queue<Consumer<Moment>> answers = new ConcurrentLinkedQueue<>();
    private final AtomicLong overflowed = new AtomicLong();

    boolean give(Consumer<Moment> deed) {
        boolean taken = given.offer(deed);
        if (!taken) {
            overflowed.incrementAndGet();
        }
        return taken;
    }

    /** At most one for each channel, so that they need no bound. */
    void answer(Consumer<Moment> deed) {
        answers.add(deed);
        // Wakes who waits; if there is no room nobody does.
        boolean unused = given.offer(now -> {});
    }

    /** What is there, answers first, waiting a while for the first. */
    List<Consumer<Moment>> await(Duration most) throws InterruptedException {
        Consumer<Moment> first = given.poll(most.toNanos(), TimeUnit.NANOSECONDS);
        return take(first == null ? List.of() : List.of(first));
    }

    List<Consumer<Moment>> take() {
        return take(List.of());
    }

    private List<Consumer<Moment>> take(List<Consumer<Moment>> first) {
        List<Consumer<Moment>> deeds = new ArrayList<>();
        for (Consumer<Moment> answer = answers.poll(); answer != null; answer = answers.poll()) {
            deeds.add(answer);
        }
        deeds.addAll(first);
        given.drainTo(deeds, MOST_AT_ONCE);
        return deeds;
    }

    long overflowed() {
        return overflowed.get();
    }
}
