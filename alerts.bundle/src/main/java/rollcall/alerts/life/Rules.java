package rollcall.alerts.life;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How alerts live.
 *
 * @param pending how long a condition must last before it is told
 * @param cooldown how long after one message no other about the same fingerprint, unless it got worse
 * @param group how long what is not critical waits for others
 * @param hold how long a condition must be gone to be believed
 * @param repeat after what time an alert nobody took is told again; critical ones after a quarter of it
 * @param flaps more turns than this within {@code flapWindow} and {@code flapHold} takes the place of {@code hold}
 * @param inhibited by type: the types that explain it, so that it is not told while one of them is active
 */
public record Rules(
        Duration pending,
        Duration cooldown,
        Duration group,
        Duration hold,
        Duration repeat,
        int flaps,
        Duration flapWindow,
        Duration flapHold,
        Map<String, Set<String>> inhibited) {
    /** A loaded alert that nobody raises again within this time is taken for gone. */
    static final Duration STALE = Duration.ofHours(1);

    /** Most fingerprints at once; the rest is counted. */
    static final int MOST = 20_000;
}
