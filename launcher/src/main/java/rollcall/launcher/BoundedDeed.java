package rollcall.launcher;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import rollcall.launcher.home.Reason;

/**
 * Something done on a thread of its own, named after it, that costs no more than its time: then it is interrupted, then left
 * behind with the stack of where it stood.
 */
final class BoundedDeed {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");

    /** After its time is up and it was interrupted. */
    static final Duration GRACE = Duration.ofMillis(500);

    private final CompletableFuture<?> hurry;

    /**
     * What became of it.
     *
     * @param millis how long it took
     * @param problem empty if it was done
     * @param stack where it stood when it was left behind, else empty
     * @param figures what it returned
     */
    record Result(String name, long millis, String problem, List<String> stack, Map<String, Long> figures) {
        boolean isAbandoned() {
            return !stack.isEmpty();
        }
    }

    /** Deeds that all end when {@code hurry} is done. */
    BoundedDeed(CompletableFuture<?> hurry) {
        this.hurry = hurry;
    }

    /** Does it; waits no longer than {@code patience} and the grace. */
    Result run(String name, Duration patience, Callable<Map<String, Long>> deed) throws InterruptedException {
        long begun = System.nanoTime();
        CompletableFuture<Map<String, Long>> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        done.complete(deed.call());
                    } catch (Throwable e) {
                        // Of whatever kind: it costs the others nothing.
                        done.completeExceptionally(e);
                    }
                },
                "stop-" + name);
        thread.setDaemon(true);
        thread.start();
        boolean inTime = await(CompletableFuture.anyOf(done, hurry), patience) && done.isDone();
        List<String> stack = List.of();
        String problem = "";
        if (!inTime) {
            stack = Stream.of(thread.getStackTrace()).map(String::valueOf).toList();
            thread.interrupt();
            await(done, GRACE);
            problem = done.isDone() ? "stopped only when interrupted" : "did not stop and was left behind";
            LOG.log(
                    System.Logger.Level.ERROR,
                    "{0} {1} after {2} ms; it stood at {3}",
                    name,
                    problem,
                    millis(begun),
                    String.join(" < ", stack.subList(0, Math.min(4, stack.size()))));
        }
        boolean abandoned = !done.isDone();
        if (inTime && done.isCompletedExceptionally()) {
            problem = complaint(done);
            LOG.log(System.Logger.Level.WARNING, "{0} stopped with a complaint: {1}", name, problem);
        }
        return new Result(
                name,
                millis(begun),
                problem,
                abandoned ? stack.isEmpty() ? List.of("(not on the way)") : stack : List.of(),
                abandoned || done.isCompletedExceptionally() ? Map.of() : done.getNow(Map.of()));
    }

    private static long millis(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    /** Whether it is done within the time. */
    private static boolean await(CompletableFuture<?> future, Duration patience) throws InterruptedException {
        try {
            var unused = future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            // Done as well; what was thrown is told by complaint().
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static String complaint(CompletableFuture<?> done) {
        return done.handle((value, failure) -> failure == null ? "" : Reason.of(failure))
                .join();
    }
}
