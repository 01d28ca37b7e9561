package rollcall.alert;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Takes conditions and makes alerts of them. May be called from any thread; raising and clearing never wait. */
@ProviderType
public interface Alerts {
    /** Says that the condition is there; may be said as often as it is seen. */
    void raise(Condition condition);

    /** Says that the condition is gone; nothing happens if it was not there. */
    void clear(String type, String source);

    /** Those that are not resolved, the newest last. */
    List<Alert> active();

    /** The newest events of any kind, the oldest first; at most 100 are kept. */
    List<Notice> recent();

    /**
     * Says that somebody takes care of it: no repeats, no escalation.
     *
     * @return false if no alert of this type and source is firing
     */
    boolean acknowledge(String type, String source, String who);

    /** Says the same of all critical ones that nobody takes care of; never waits. */
    void acknowledgeCritical(String who);

    /** What channels refused for good, the newest first, at most 100; somebody has to look at each. */
    List<Pending> refused();

    /**
     * Keeps alerts quiet for some time.
     *
     * @param type name of the type
     * @param source of one source, or {@code *} for all
     * @param period up to 30 days
     * @param who who wants it
     * @param reason why, a word such as {@code maintenance}
     */
    void silence(String type, String source, Duration period, String who, String reason);

    /**
     * Tries a channel on the real path and waits for its answer.
     *
     * @return what came of it, with the time it took
     */
    Delivery test(String channel);
}
