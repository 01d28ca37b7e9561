package rollcall.alerts.source;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import rollcall.alert.AlertType;
import rollcall.alert.Alerts;
import rollcall.alert.Condition;
import rollcall.alert.Severity;

/**
 * Asks every health check each 10 s on a thread named {@code alert-health}, and raises or clears what it says.
 *
 * <p>The checks' words stay out of alerts: they are free text. Their names tell which runbook page to read.
 */
@Component(service = HealthSource.class, immediate = true)
public final class HealthSource {
    private static final System.Logger LOG = System.getLogger("rollcall.alerts");
    private static final int SECONDS = 10;

    /** What is only not quite well yet, as no backup on the first day, has two minutes to become so. */
    private static final int SETTLING_LOOKS = 12;

    /** By name of the check; any other is a {@code SYSTEM_ERROR}. */
    private static final Map<String, AlertType> TYPES = Map.of(
            "disk", SeedTypes.DISK_FULL,
            "store", SeedTypes.DATABASE_ERROR,
            "ledger", SeedTypes.DATABASE_ERROR,
            "sync-age", SeedTypes.SYNC_FAILURE,
            "sync-target", SeedTypes.SYNC_FAILURE,
            "sync-quarantine", SeedTypes.SYNC_FAILURE,
            "sync-queue", SeedTypes.QUEUE_OVERFLOW,
            "sync-pull", SeedTypes.SYNC_FAILURE,
            "sync-roster", SeedTypes.ROSTER_HELD,
            "sync-messages", SeedTypes.MESSAGES_WAIT);

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Map.Entry<Map<String, Object>, HealthCheck>> checks = List.of();

    private final Alerts alerts;
    private int looks;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "alert-health"));

    @Activate
    public HealthSource(@Reference Alerts alerts) {
        this.alerts = alerts;
        var unused = thread.scheduleWithFixedDelay(this::step, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    public void close() {
        thread.shutdownNow();
    }

    /** Asks each check once. */
    void step() {
        looks++;
        for (Map.Entry<Map<String, Object>, HealthCheck> check : checks) {
            String name = String.valueOf(check.getKey().get(HealthCheck.NAME)).replaceAll("[^A-Za-z0-9._-]", "-");
            try {
                Result.Status status = check.getValue().execute().getStatus();
                if (status != Result.Status.WARN || looks > SETTLING_LOOKS) {
                    say(alerts, name, status);
                }
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "health check {0} failed: {1}", name, e.getClass());
                say(alerts, name, Result.Status.HEALTH_CHECK_ERROR);
            }
        }
    }

    static void say(Alerts alerts, String check, Result.Status status) {
        // The camera tells of itself, sooner.
        if (check.equals("camera") || check.isEmpty() || check.length() > 64) {
            return;
        }
        AlertType type = TYPES.getOrDefault(check, SeedTypes.SYSTEM_ERROR);
        switch (status) {
            case OK -> alerts.clear(type.name(), check);
            case TEMPORARILY_UNAVAILABLE -> {
                // A start or a swap; what it becomes is seen at the next look.
            }
            case WARN -> raise(alerts, type, check, Severity.WARNING);
            case CRITICAL, HEALTH_CHECK_ERROR -> raise(alerts, type, check, Severity.CRITICAL);
        }
    }

    private static void raise(Alerts alerts, AlertType type, String check, Severity severity) {
        alerts.raise(Condition.of(type, check, severity).with("check", check));
    }
}
