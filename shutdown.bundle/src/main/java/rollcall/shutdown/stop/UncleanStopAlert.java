package rollcall.shutdown.stop;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.alert.AlertType;
import rollcall.alert.Alerts;
import rollcall.alert.Condition;
import rollcall.alert.Severity;
import rollcall.shutdown.LastStop;
import rollcall.shutdown.Shutdown;

/** Tells of a last stop that was not in order, until one that was. */
@Component(service = UncleanStopAlert.class, immediate = true)
public final class UncleanStopAlert {
    private static final AlertType UNCLEAN_STOP = new AlertType(
            "UNCLEAN_STOP",
            "The terminal did not stop in order the last time ({end})",
            List.of(
                    "Nothing is lost",
                    "Look whether somebody pulls the plug",
                    "Call who looks after it if it comes again"));
    private static final String SOURCE = "terminal";

    @Activate
    public UncleanStopAlert(@Reference Shutdown shutdown, @Reference Alerts alerts) {
        LastStop last = shutdown.lastStop();
        if (last.isInOrder()) {
            alerts.clear(UNCLEAN_STOP.name(), SOURCE);
        } else {
            alerts.raise(Condition.of(UNCLEAN_STOP, SOURCE, Severity.WARNING)
                    .with("end", last.words().replace(' ', '-')));
        }
    }
}
