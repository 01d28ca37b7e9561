package rollcall.metrics.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** Looks every 10 s, on a thread named {@code power}, whether the power supply is too weak, and raises an alert if it is. */
@Component(service = PowerWatch.class, immediate = true)
public final class PowerWatch {
    static final AlertType UNDERVOLTAGE = new AlertType(
            "UNDERVOLTAGE",
            "The power supply is too weak",
            List.of(
                    "Push the power plug in at both ends",
                    "Use the power supply that came with the terminal",
                    "Call who looks after the terminal"));

    private static final System.Logger LOG = System.getLogger("rollcall.metrics");
    private static final String SOURCE = "board";
    private static final int SECONDS = 10;

    /** Optional: figures do not need alerts. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Alerts alerts;

    private final BoardCollector board;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "power"));

    @Activate
    public PowerWatch() {
        this.board = new BoardCollector(Path.of("/sys"));
        var unused = thread.scheduleWithFixedDelay(this::look, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        Alerts present = alerts;
        if (present == null) {
            return;
        }
        try {
            step(present, board);
        } catch (RuntimeException e) {
            // The one place where this loop catches; a schedule ends for good at the first exception.
            LOG.log(System.Logger.Level.WARNING, "the power was not looked at this time: {0}", e.getClass());
        }
    }

    /** Looks once; a machine on which nothing tells raises nothing. */
    static void step(Alerts alerts, BoardCollector board) {
        Optional<Boolean> low = board.isVoltageLow();
        if (low.isPresent() && low.get()) {
            alerts.raise(Condition.of(UNDERVOLTAGE, SOURCE, Severity.CRITICAL));
        } else if (low.isPresent()) {
            alerts.clear(UNDERVOLTAGE.name(), SOURCE);
        }
    }

    @Deactivate
    public void close() {
        thread.shutdownNow();
    }
}
