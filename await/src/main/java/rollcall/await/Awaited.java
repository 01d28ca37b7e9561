package rollcall.await;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A service that may be away for a moment because its bundle is being replaced.
 *
 * <p>May be used from any number of threads; the arrival of the service wakes all that wait.
 *
 * @param <S> the service interface
 */
public final class Awaited<S> implements AutoCloseable {
    /** How long to pause before asking a service again that said it was stopped but is still registered. */
    private static final long STALE_PAUSE_MILLIS = 2;

    private final ServiceTracker<S, S> tracker;
    private final String name;

    public Awaited(BundleContext context, Class<S> type) {
        this.tracker = new ServiceTracker<>(context, type, null);
        this.name = type.getSimpleName();
        tracker.open();
    }

    /** A call to the service. */
    @FunctionalInterface
    public interface Call<S, R, E extends Exception> {
        R apply(S service) throws E;
    }

    /** Whether a failed call means that the service was stopped meanwhile, so that the next one should be asked. It is also
     * shown the {@link LinkageError} of code whose bundle was replaced under a running call. */
    @FunctionalInterface
    public interface Gone {
        boolean test(Throwable failure);
    }

    /**
     * Calls the service, waiting for it at most {@code patience} if it is away, and calling the next one if it was stopped
     * in mid-call, as {@code gone} tells from the exception.
     *
     * @throws ServiceAwayException if no service came in time
     * @throws InterruptedException if the thread was interrupted while waiting
     * @throws E what the call threw, if {@code gone} does not take it for a stop
     */
    public <R, E extends Exception> R call(Duration patience, Gone gone, Call<S, R, E> call)
            throws E, ServiceAwayException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            S service = await(deadline);
            try {
                return call.apply(service);
            } catch (Exception | LinkageError e) {
                if (!gone.test(e) || remainingMillis(deadline) <= 0) {
                    throw e;
                }
                Thread.sleep(STALE_PAUSE_MILLIS);
            }
        }
    }

    /** The service, if it is there now. */
    public Optional<S> now() {
        return Optional.ofNullable(tracker.getService());
    }

    private S await(long deadline) throws ServiceAwayException, InterruptedException {
        @Nullable S service = tracker.getService();
        if (service == null) {
            long millis = remainingMillis(deadline);
            // Zero would mean "for ever" to the tracker.
            service = millis <= 0 ? null : tracker.waitForService(millis);
        }
        if (service == null) {
            throw new ServiceAwayException(name + " is away; its bundle is being replaced or failed to start");
        }
        return service;
    }

    private static long remainingMillis(long deadline) {
        return (deadline - System.nanoTime()) / 1_000_000;
    }

    @Override
    public void close() {
        tracker.close();
    }
}
