package rollcall.alerts.channel;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import rollcall.alert.Alerts;
import rollcall.alert.Delivery;

/**
 * Calls an address every minute on a thread named {@code alert-heartbeat}: when the calls stop, somebody else raises the
 * alarm.
 */
@Component(
        service = Heartbeat.class,
        immediate = true,
        configurationPid = "rollcall.alerts",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class Heartbeat {
    private static final System.Logger LOG = System.getLogger("rollcall.alerts");
    private static final int SECONDS = 60;

    private final Alerts alerts;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "alert-heartbeat"));

    @Activate
    public Heartbeat(@Reference Alerts alerts, AlertsConfig config) {
        this.alerts = alerts;
        if (config.heartbeat__url().isEmpty() || !config.enabled()) {
            return;
        }
        try {
            Post post = new Post(Target.of("heartbeat_url", config.heartbeat__url(), config.allow__local__targets()));
            var unused = thread.scheduleWithFixedDelay(() -> beat(post), 1, SECONDS, TimeUnit.SECONDS);
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.ERROR, "no heartbeat: {0}", e.getMessage());
        }
    }

    private void beat(Post post) {
        try {
            Delivery delivery = step(post);
            LOG.log(System.Logger.Level.DEBUG, "heartbeat: {0}", delivery.answer());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The one place where this loop catches; a schedule ends for good at the first exception.
            LOG.log(System.Logger.Level.WARNING, "no heartbeat this time: {0}", e.getMessage());
        }
    }

    /** Beats once, and only if the thread that looks after alerts answers. */
    Delivery step(Post post) throws InterruptedException {
        // Nothing of this name can fire: the question is whether there is an answer.
        boolean unused = alerts.acknowledge("HEARTBEAT", "heartbeat", "heartbeat");
        return post.send("", Map.of(), "");
    }

    @Deactivate
    public void close() {
        thread.shutdownNow();
    }
}
