package rollcall.launcher;

import java.time.Duration;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/**
 * What bundles and the launcher tell each other of a stop, by services of JDK types with the property {@code rollcall.stop}.
 *
 * <p>{@code participant}: a {@code Callable<Map<String, Long>>} with {@code rollcall.stop.name}, {@code .level} and
 * {@code .budget} (milliseconds). {@code watcher}: a {@code Consumer<Map<String, Object>>} that is told of each phase; its
 * properties are those of {@link StopPlan#of}. {@code request}: the launcher's {@code Runnable} that stops the terminal.
 */
final class StopBoard {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");
    private static final String KEY = "rollcall.stop";

    private final Framework framework;

    /**
     * Something that is to be done before the bundles of a level are stopped.
     *
     * @param budget how long it wants, at most
     */
    record Participant(String name, int level, Duration budget, Callable<Map<String, Long>> deed) {}

    StopBoard(Framework framework) {
        this.framework = framework;
    }

    /** Lets bundles stop the terminal. */
    void offer(Runnable request) {
        Dictionary<String, Object> properties = FrameworkUtil.asDictionary(Map.of(KEY, "request"));
        framework.getBundleContext().registerService(Runnable.class, request, properties);
    }

    /** What is to be done, in its order: the highest level first, in a level who came last. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // what the property promises
    List<Participant> participants() {
        return find(Callable.class, "participant")
                .sorted(Comparator.<ServiceReference<?>>comparingLong(reference -> number(reference, "level", 0))
                        .thenComparing(reference -> number(reference, "service.id", 0))
                        .reversed())
                .flatMap(reference -> service(reference).stream()
                        .map(deed -> new Participant(
                                String.valueOf(reference.getProperty(KEY + ".name")),
                                (int) number(reference, "level", 0),
                                Duration.ofMillis(number(reference, "budget", 1_000)),
                                (Callable<Map<String, Long>>) deed)))
                .toList();
    }

    /** Tells whoever watches; not to be called without a bound. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // what the property promises
    void tell(Map<String, Object> news) {
        find(Consumer.class, "watcher").forEach(reference -> {
            for (Consumer<Map<String, Object>> watcher :
                    service(reference).stream().toList()) {
                watcher.accept(news);
            }
        });
    }

    /** What the configuration allows; the usual if nobody says or it does not fit. */
    StopPlan plan() {
        Optional<? extends ServiceReference<?>> watcher =
                find(Consumer.class, "watcher").findFirst();
        if (watcher.isEmpty()) {
            return StopPlan.USUAL;
        }
        try {
            return StopPlan.of(properties(watcher.get()));
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "the usual times of a stop hold: {0}", e.getMessage());
            return StopPlan.USUAL;
        }
    }

    private static Map<String, Object> properties(ServiceReference<?> reference) {
        Map<String, Object> all = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            all.put(key, reference.getProperty(key));
        }
        return all;
    }

    private static long number(ServiceReference<?> reference, String key, long otherwise) {
        Object value = reference.getProperty(key.contains(".") ? key : KEY + "." + key);
        return value instanceof Number number ? number.longValue() : otherwise;
    }

    /** None once Felix has stopped. */
    private Optional<BundleContext> context() {
        return Optional.ofNullable(framework.getBundleContext());
    }

    private <T> Optional<T> service(ServiceReference<T> reference) {
        return context().map(context -> context.getService(reference));
    }

    private <T> Stream<ServiceReference<T>> find(Class<T> type, String role) {
        Optional<BundleContext> context = context();
        if (context.isEmpty()) {
            return Stream.empty();
        }
        try {
            return context.get().getServiceReferences(type, "(" + KEY + "=" + role + ")").stream();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a filter of our own", e);
        }
    }
}
