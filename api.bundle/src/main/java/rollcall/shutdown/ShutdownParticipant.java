package rollcall.shutdown;

import java.time.Duration;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something to be done when the terminal stops, before the bundle that registered it is stopped.
 *
 * <p>Found on the whiteboard. Those of bundles of higher start levels come first; within a level who came last comes first. Of
 * two with one name the newer takes the place of the older.
 */
@ConsumerType
public interface ShutdownParticipant {
    /** Its name, {@code [a-z][a-z0-9.-]*}; it stands in the log and in the receipt. */
    String name();

    /** How long it may take, at most what its phase has left; then it is interrupted, then left behind. */
    default Duration budget() {
        return Duration.ofSeconds(2);
    }

    /**
     * Does it, once, on a thread of its own. Whatever is thrown is logged and costs the others nothing.
     *
     * @throws InterruptedException if its time is up
     */
    void stop() throws Exception;

    /** A number that grows while {@link #stop} gets on; a service manager is asked for patience while it does. From any thread. */
    default long progress() {
        return 0;
    }

    /** What the receipt says of it afterwards, such as {@code flushed} and {@code left}; figures of one name are added up. */
    default Map<String, Long> figures() {
        return Map.of();
    }
}
