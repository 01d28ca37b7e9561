package rollcall.launcher.update;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleException;
import rollcall.launcher.home.Reason;

/**
 * Calls into bundles that may hang: each runs on a thread of its own, is interrupted when its time is up and then left
 * behind. The calling thread waits.
 */
final class TimeLimit {
    /** After the interrupt. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private TimeLimit() {}

    /** A call that a bundle may make fail. */
    @FunctionalInterface
    interface Call {
        void run() throws BundleException;
    }

    /**
     * Runs it; throws in words if it fails or does not end in time.
     *
     * @param what for people and for the thread's name, such as {@code start of a.bundle}
     */
    static void run(String what, Duration limit, Call call) throws ExchangeException, InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        call.run();
                    } catch (BundleException | RuntimeException | LinkageError e) {
                        failure.set(e);
                    } catch (StackOverflowError | OutOfMemoryError e) {
                        // The bundle's own doing; the thread ends with this, and the update is undone.
                        failure.set(e);
                    }
                },
                "update: " + what);
        thread.setDaemon(true);
        thread.start();
        TimeUnit.NANOSECONDS.timedJoin(thread, limit.toNanos());
        if (thread.isAlive()) {
            StackTraceElement[] stack = thread.getStackTrace();
            thread.interrupt();
            TimeUnit.NANOSECONDS.timedJoin(thread, GRACE.toNanos());
            throw new ExchangeException("the " + what + " did not end within " + limit.toSeconds() + " s"
                    + (stack.length == 0 ? "" : "; it stood at " + stack[0]));
        }
        Throwable found = failure.get();
        if (found != null) {
            throw new ExchangeException("the " + what + " failed: " + deepest(found), found);
        }
    }

    private static String deepest(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.equals(e)
                ? Reason.of(e)
                : Reason.of(cause) + " (" + cause.getClass().getSimpleName() + ")";
    }
}
