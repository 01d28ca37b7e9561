package rollcall.alerts.source;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.osgi.service.event.propertytypes.EventTopics;
import rollcall.alert.AlertType;
import rollcall.alert.Alerts;
import rollcall.alert.Condition;
import rollcall.alert.Severity;
import rollcall.sync.SyncTopics;

/**
 * Makes conditions of what other bundles post: the camera, and whoever syncs.
 *
 * <p>Of an event only its topic, the target's name and state are used: messages may hold anything.
 */
@Component(service = EventHandler.class)
@EventTopics({"rollcall/camera/*", "rollcall/sync/*"})
public final class EventSource implements EventHandler {
    private final Alerts alerts;

    @Activate
    public EventSource(@Reference Alerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public void handleEvent(Event event) {
        switch (event.getTopic()) {
            case "rollcall/camera/FAILED" -> raise(SeedTypes.CAMERA_FAILURE, "camera", Severity.CRITICAL);
            case "rollcall/camera/RECOVERED" -> alerts.clear(SeedTypes.CAMERA_FAILURE.name(), "camera");
            case SyncTopics.BREAKER -> breaker(event);
            case SyncTopics.NETWORK_OFFLINE -> raise(SeedTypes.NETWORK_OFFLINE, "network", Severity.WARNING);
            case SyncTopics.NETWORK_ONLINE -> alerts.clear(SeedTypes.NETWORK_OFFLINE.name(), "network");
            default -> {
                // Other topics tell of no condition.
            }
        }
    }

    private void raise(AlertType type, String source, Severity severity) {
        alerts.raise(Condition.of(type, source, severity));
    }

    /** Half open is neither: it is being tried. */
    private void breaker(Event event) {
        String target = String.valueOf(event.getProperty(SyncTopics.TARGET)).replaceAll("[^A-Za-z0-9._:/-]", "-");
        if (target.isEmpty() || target.length() > 64) {
            return;
        }
        Object state = event.getProperty(SyncTopics.STATE);
        if ("open".equals(state)) {
            raise(SeedTypes.CIRCUIT_BREAKER_OPEN, target, Severity.ERROR);
        } else if ("closed".equals(state)) {
            alerts.clear(SeedTypes.CIRCUIT_BREAKER_OPEN.name(), target);
        }
    }
}
