package rollcall.store.disk;

import java.util.Map;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** The Event Admin topic about the disk, {@value #DISK}: hints that may be missed. */
final class DiskTopics {
    static final String DISK = "rollcall/health/DISK";

    /** Property: the name of the {@link DiskState}. */
    static final String STATE = "state";

    private DiskTopics() {}

    static void post(EventAdmin events, DiskState state) {
        events.postEvent(new Event(DISK, Map.of(STATE, state.name())));
    }
}
