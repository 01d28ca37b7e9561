package rollcall.store.admission;

import java.time.LocalDateTime;
import rollcall.scan.Decision.Reason;
import rollcall.scan.Direction;

/** What the school's schedule says about a moment. Immutable; may be asked from any thread. */
@FunctionalInterface
public interface Timetable {
    /** No schedule: every moment is free. */
    Timetable NONE = (at, section) -> new Free();

    /**
     * What a scan at this local time means for a student of this section.
     *
     * @param section the student's section, empty if unknown
     */
    Ruling at(LocalDateTime at, String section);

    /** What the schedule says. */
    sealed interface Ruling {}

    /** Nothing; the order of scans alone decides. */
    record Free() implements Ruling {}

    /**
     * A session in which scans count.
     *
     * @param direction what scans mean now
     * @param late whether who comes now is late
     * @param session the session's name
     */
    record Open(Direction direction, boolean late, String session) implements Ruling {}

    /** No scan counts now. */
    record Closed(Reason reason) implements Ruling {}
}
