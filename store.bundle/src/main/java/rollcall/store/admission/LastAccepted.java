package rollcall.store.admission;

import java.time.Instant;
import rollcall.scan.Direction;

/**
 * The last scan of a code that counts.
 *
 * @param direction whether the student came or went
 * @param capturedAt when
 */
public record LastAccepted(Direction direction, Instant capturedAt) {}
