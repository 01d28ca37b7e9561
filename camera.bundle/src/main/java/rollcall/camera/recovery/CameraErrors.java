package rollcall.camera.recovery;

import io.prometheus.client.Collector;
import io.prometheus.client.Counter;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import rollcall.camera.recovery.SourceFailure.Kind;

/** Counts what fails, and tells when it goes on failing and when it is well again. May be used from any thread. */
@Component(service = {CameraErrors.class, Collector.class})
public final class CameraErrors extends Collector {
    /** Sent once when a source has failed for some time, with {@code message} and {@code reason}. */
    private static final String FAILED = "rollcall/camera/FAILED";

    /** Sent once when frames flow again after that. */
    private static final String RECOVERED = "rollcall/camera/RECOVERED";

    /** Failures in a row after which it is told; one or two heal by themselves within seconds. */
    static final int TELL_AFTER = 3;

    private final EventAdmin events;
    private final Counter counted = Counter.build("camera_errors_total", "Camera errors.")
            .labelNames("error_type")
            .create();
    private int inARow;

    @Activate
    public CameraErrors(@Reference EventAdmin events) {
        this.events = events;
    }

    /** A source failed. */
    public synchronized void failed(Kind kind, String message) {
        counted.labels(kind.label()).inc();
        inARow++;
        if (inARow == TELL_AFTER) {
            events.postEvent(new Event(FAILED, Map.of("message", message, "reason", kind.label())));
        }
    }

    /** A frame came from it. */
    public synchronized void well() {
        if (inARow >= TELL_AFTER) {
            events.postEvent(new Event(RECOVERED, Map.of("message", "the camera gives pictures again")));
        }
        inARow = 0;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        return counted.collect();
    }
}
