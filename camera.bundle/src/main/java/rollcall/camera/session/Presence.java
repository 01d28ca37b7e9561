package rollcall.camera.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which cards are being held up: tells a card that came from one that is still there.
 *
 * <p>A card is gone once it was not seen for the release time. Times are those of a clock that never steps, in nanoseconds.
 */
final class Presence {
    /** Cards remembered; beyond that the one unseen for longest is forgotten. */
    private static final int MOST = 32;

    private final long releaseNanos;
    private final Map<String, Long> lastSeen = new LinkedHashMap<>();

    Presence(Duration release) {
        this.releaseNanos = release.toNanos();
    }

    /** Notes that a card is in the frame; true if it was not there before. */
    boolean arrives(String code, long now) {
        Long before = lastSeen.remove(code);
        lastSeen.put(code, now);
        if (lastSeen.size() > MOST) {
            lastSeen.remove(lastSeen.keySet().iterator().next());
        }
        return before == null || now - before > releaseNanos;
    }

    /** Forgets a card, so that it counts as new when it is seen again. */
    void forget(String code) {
        lastSeen.remove(code);
    }
}
