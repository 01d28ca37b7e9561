package rollcall.store;

import java.time.Instant;
import java.util.Optional;

/**
 * What waits for the far end.
 *
 * @param pending rows that were not acknowledged yet
 * @param oldest when the oldest of them was captured
 */
public record Queue(long pending, Optional<Instant> oldest) {}
