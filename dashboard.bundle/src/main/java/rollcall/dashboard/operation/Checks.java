package rollcall.dashboard.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Asks the health checks of all bundles, each for a bounded time; the answers are good for some seconds. */
@Component(service = Checks.class)
public final class Checks {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final int THREADS = 4;

    private final BundleContext context;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "page-checks");
        thread.setDaemon(true);
        return thread;
    });
    private List<Checked> known = List.of();
    private long askedAt = System.nanoTime() - FRESH.toNanos();

    /**
     * What a check said.
     *
     * @param name of the check
     * @param bundle that it belongs to
     * @param status in the words of the health check API
     * @param messages what it found and what to do, one line each
     */
    public record Checked(String name, String bundle, Result.Status status, List<String> messages) {}

    @Activate
    public Checks(BundleContext context) {
        this.context = context;
    }

    @Deactivate
    public void close() {
        threads.shutdownNow();
    }

    /** All of them, the worst first. */
    public synchronized List<Checked> all() throws InterruptedException {
        if (System.nanoTime() - askedAt >= FRESH.toNanos()) {
            known = ask();
            askedAt = System.nanoTime();
        }
        return known;
    }

    private List<Checked> ask() throws InterruptedException {
        List<ServiceReference<HealthCheck>> references = references();
        List<Future<Optional<Result>>> answers = new ArrayList<>();
        references.forEach(reference -> answers.add(threads.submit(() -> execute(reference))));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Checked> all = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            all.add(checked(references.get(i), answers.get(i), deadline));
        }
        all.sort(Comparator.comparing(Checked::status).reversed().thenComparing(Checked::name));
        return List.copyOf(all);
    }

    private List<ServiceReference<HealthCheck>> references() {
        try {
            return List.copyOf(context.getServiceReferences(HealthCheck.class, null));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter", e);
        }
    }

    private Optional<Result> execute(ServiceReference<HealthCheck> reference) {
        HealthCheck check = context.getService(reference);
        if (check == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(check.execute());
        } finally {
            context.ungetService(reference);
        }
    }

    private static Checked checked(
            ServiceReference<HealthCheck> reference, Future<Optional<Result>> answer, long deadline)
            throws InterruptedException {
        String name = text(reference.getProperty(HealthCheck.NAME), "check");
        String bundle =
                reference.getBundle() == null ? "" : text(reference.getBundle().getSymbolicName(), "");
        try {
            Optional<Result> result = answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return result.map(each -> new Checked(name, bundle, each.getStatus(), messages(each)))
                    .orElseGet(() -> new Checked(name, bundle, Result.Status.TEMPORARILY_UNAVAILABLE, List.of()));
        } catch (TimeoutException e) {
            answer.cancel(true);
            String message = "gives no answer within " + PATIENCE.toSeconds() + " s";
            return new Checked(name, bundle, Result.Status.HEALTH_CHECK_ERROR, List.of(message));
        } catch (ExecutionException e) {
            String message = "failed: " + e.getCause();
            return new Checked(name, bundle, Result.Status.HEALTH_CHECK_ERROR, List.of(message));
        }
    }

    private static List<String> messages(Result result) {
        List<String> messages = new ArrayList<>();
        for (ResultLog.Entry entry : result) {
            messages.add(entry.getMessage());
        }
        return List.copyOf(messages);
    }

    private static String text(@Nullable Object value, String otherwise) {
        return value == null ? otherwise : value instanceof String[] many ? Arrays.toString(many) : value.toString();
    }
}
