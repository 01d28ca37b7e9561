package rollcall.alerts.screen;

import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.alert.Alert;
import rollcall.alert.AlertState;
import rollcall.alert.Alerts;
import rollcall.alert.Severity;

/**
 * What the terminal's own screen shows, the last channel: critical alerts that nobody takes care of, each with what a clerk can
 * do. It tells what is so now and needs neither network nor store.
 */
@Component(service = Screen.class)
public final class Screen {
    private final Alerts alerts;
    private final ScreenChannel channel;

    @Activate
    public Screen(@Reference Alerts alerts, @Reference ScreenChannel channel) {
        this.alerts = alerts;
        this.channel = channel;
    }

    /** What is to be seen now, the oldest first, a trial last. */
    public List<Alert> now() {
        Stream<Alert> open = alerts.active().stream()
                .filter(alert -> alert.severity() == Severity.CRITICAL && alert.state() == AlertState.FIRING);
        return Stream.concat(open, channel.trial().stream()).toList();
    }
}
