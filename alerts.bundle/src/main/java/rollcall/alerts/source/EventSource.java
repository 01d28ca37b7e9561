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

/**
 * Makes conditions of what other bundles post: the camera, and whoever syncs.
 *
 * <p>Of an event only its topic and the words of {@code source} are used: messages may hold anything.
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
            case "rollcall/sync/FAILED" -> raise(SeedTypes.SYNC_FAILURE, source(event, "sync"), Severity.WARNING);
            case "rollcall/sync/RECOVERED" -> alerts.clear(SeedTypes.SYNC_FAILURE.name(), source(event, "sync"));
            case "rollcall/sync/BREAKER_OPEN" ->
                raise(SeedTypes.CIRCUIT_BREAKER_OPEN, source(event, "breaker"), Severity.ERROR);
            case "rollcall/sync/BREAKER_CLOSED" ->
                alerts.clear(SeedTypes.CIRCUIT_BREAKER_OPEN.name(), source(event, "breaker"));
            case "rollcall/sync/OFFLINE" -> raise(SeedTypes.NETWORK_OFFLINE, "network", Severity.WARNING);
            case "rollcall/sync/ONLINE" -> alerts.clear(SeedTypes.NETWORK_OFFLINE.name(), "network");
            case "rollcall/sync/QUEUE_OVERFLOW" -> raise(SeedTypes.QUEUE_OVERFLOW, "queue", Severity.ERROR);
            case "rollcall/sync/QUEUE_NORMAL" -> alerts.clear(SeedTypes.QUEUE_OVERFLOW.name(), "queue");
            default -> {
                // Other topics tell of no condition.
            }
        }
    }

    private void raise(AlertType type, String source, Severity severity) {
        alerts.raise(Condition.of(type, source, severity));
    }

    private static String source(Event event, String otherwise) {
        String source = String.valueOf(event.getProperty("source"));
        return source.matches("[A-Za-z0-9._:/-]{1,64}") && !source.equals("null") ? source : otherwise;
    }
}
