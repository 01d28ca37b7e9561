package rollcall.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One occurrence of a condition, from when it was first seen until it is resolved.
 *
 * @param id of this occurrence
 * @param type name of the {@link AlertType}
 * @param source which instance of the condition
 * @param device which terminal
 * @param message one line for people
 * @param parameters what the message was made of
 * @param steps what a clerk can do
 * @param startedAt when it was first seen, by the clock of that moment
 * @param seenAt when it was last seen
 * @param occurrences how often it was raised
 * @param events how many of its events were told so far; the number of an event is part of its idempotency key
 * @param acknowledgedBy who takes care of it, or empty
 */
public record Alert(
        UUID id,
        String type,
        String source,
        String device,
        Severity severity,
        AlertState state,
        String message,
        Map<String, String> parameters,
        List<String> steps,
        Instant startedAt,
        Instant seenAt,
        long occurrences,
        int events,
        String acknowledgedBy) {
    public Alert {
        parameters = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(parameters));
        steps = List.copyOf(steps);
    }

    /** What tells conditions apart: type, source and device. */
    public String fingerprint() {
        return type + '|' + source + '|' + device;
    }

    /** Whether the condition still counts as being there and told. */
    public boolean isActive() {
        return state != AlertState.RESOLVED && state != AlertState.PENDING;
    }
}
