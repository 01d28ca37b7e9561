package rollcall.store.admission;

import java.time.Instant;
import java.time.LocalDate;
import rollcall.scan.Direction;

/**
 * A scan of a code that counts.
 *
 * @param direction whether the student came or went
 * @param capturedAt when
 * @param day the local day it was counted for
 * @param session the session of the schedule, empty without one
 */
public record LastAccepted(Direction direction, Instant capturedAt, LocalDate day, String session) {}
