package rollcall.shutdown.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result.Status;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Asks health checks by their tags. Each is asked on a thread of its own named {@code health-NAME}, once at a time and at most
 * once a second; one that does not answer costs two seconds and is told as such. Ages are those of the monotonic clock, so that a
 * clock that is set back keeps no result young. May be called from any thread.
 */
@Component(service = Checkup.class)
public final class Checkup {
    /** Tags that mean something to everybody, whether a check has them or not. */
    static final List<String> TAGS = List.of("live", "ready", "startup", "hardware", "sync", "security", "update");

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Map.Entry<Map<String, Object>, HealthCheck>> checks = List.of();

    private final LongSupplier nanos;
    private final ExecutorService threads;
    private final Map<Object, Asked> asked = new ConcurrentHashMap<>();

    /**
     * What checks of a tag say together.
     *
     * @param status the worst of them; {@code CRITICAL} if there is none
     * @param findings by name
     */
    public record Summary(Status status, List<Finding> findings) {
        public Summary {
            findings = List.copyOf(findings);
        }

        static Summary of(List<Finding> findings) {
            Status worst = findings.stream()
                    .map(Finding::status)
                    .max(Comparator.naturalOrder())
                    .orElse(Status.CRITICAL);
            return new Summary(worst, findings);
        }

        /** The oldest result of them. */
        public Duration oldest() {
            return findings.stream()
                    .map(Finding::age)
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
        }

        /** Name and words of the worst. */
        public String worst() {
            return findings.stream()
                    .filter(finding -> finding.status() == status)
                    .findFirst()
                    .map(finding -> finding.name() + ": " + finding.message())
                    .orElse("no check answers");
        }
    }

    @Activate
    public Checkup() {
        this(System::nanoTime);
    }

    Checkup(LongSupplier nanos) {
        this.nanos = nanos;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "health");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Deactivate
    public void close() {
        threads.shutdownNow();
    }

    /** For tests: these instead of those of the whiteboard. */
    void use(List<Map.Entry<Map<String, Object>, HealthCheck>> those) {
        checks = those;
    }

    /** Every tag there is. */
    Set<String> tags() {
        Set<String> tags = new TreeSet<>(TAGS);
        checks.forEach(check -> tags.addAll(Finding.tags(check.getKey())));
        return tags;
    }

    /** All checks with this tag. */
    public Summary of(String tag) throws InterruptedException {
        return ask(checks.stream()
                .filter(check -> Finding.tags(check.getKey()).contains(tag))
                .toList());
    }

    /** All checks. */
    Summary all() throws InterruptedException {
        return ask(checks);
    }

    private Summary ask(List<Map.Entry<Map<String, Object>, HealthCheck>> some) throws InterruptedException {
        Set<Object> present = new java.util.HashSet<>();
        checks.forEach(check -> present.add(id(check)));
        asked.keySet().retainAll(present);
        List<Asked> under = new ArrayList<>();
        for (Map.Entry<Map<String, Object>, HealthCheck> check : some) {
            Asked one = asked.computeIfAbsent(
                    id(check), id -> new Asked(Finding.name(check.getKey()), check.getKey(), check.getValue(), nanos));
            one.begin(threads);
            under.add(one);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Finding> findings = new ArrayList<>();
        for (Asked one : under) {
            findings.add(one.finding(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
        }
        findings.sort(Comparator.comparing(Finding::name));
        return Summary.of(findings);
    }

    private static Object id(Map.Entry<Map<String, Object>, HealthCheck> check) {
        Object id = check.getKey().get(Constants.SERVICE_ID);
        return id == null ? check.getValue() : id;
    }
}
