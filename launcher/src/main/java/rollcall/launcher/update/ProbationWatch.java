package rollcall.launcher.update;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Looks at what is on probation once a second, on the thread {@code update-probation}, and says when it is kept or
 * undone. Both happen in the turn of updates.
 */
final class ProbationWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");
    private static final long LOOK_MILLIS = 1_000;

    private final Watch watch;
    private final ReentrantLock turn;
    private final Duration grace;
    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> looking;
    private volatile Optional<Case> under = Optional.empty();

    /** What to do when it is to be undone. */
    @FunctionalInterface
    interface Undo {
        void run(String reason) throws InterruptedException;
    }

    private record Case(Probation probation, long endNanos, Runnable keep, Undo undo) {}

    ProbationWatch(Watch watch, ReentrantLock turn, Duration grace) {
        this.watch = watch;
        this.turn = turn;
        this.grace = grace;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "update-probation");
            made.setDaemon(true);
            return made;
        });
        this.looking = thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void begin(Vitals before, Duration length, Runnable keep, Undo undo) {
        long now = System.nanoTime();
        under = Optional.of(new Case(new Probation(before, now, length, grace), now + length.toNanos(), keep, undo));
    }

    boolean isWatching() {
        return under.isPresent();
    }

    /** How long still, for people. */
    String words() {
        return under.map(found -> " for another "
                        + Math.max(
                                1,
                                Duration.ofNanos(found.endNanos() - System.nanoTime())
                                        .toMinutes())
                        + " minutes")
                .orElse("");
    }

    /** Keeps it without waiting. For the holder of the turn. */
    void keepAtOnce() {
        under.ifPresent(found -> found.keep().run());
        under = Optional.empty();
    }

    private void look() {
        if (under.isEmpty() || !turn.tryLock()) {
            return;
        }
        try {
            look(under);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(System.Logger.Level.ERROR, "an update on probation cannot be looked at", e);
        } finally {
            turn.unlock();
        }
    }

    private void look(Optional<Case> looked) throws InterruptedException {
        if (looked.isEmpty()) {
            return;
        }
        Probation.Finding finding = looked.get().probation().step(watch.look(), System.nanoTime());
        switch (finding.verdict()) {
            case KEEP -> keepAtOnce();
            case UNDO -> {
                under = Optional.empty();
                looked.get().undo().run(finding.reason());
            }
            case WATCHING -> {}
        }
    }

    @Override
    public void close() {
        looking.cancel(true);
        thread.shutdownNow();
    }
}
