package rollcall.store.timetable;

import java.time.LocalTime;

/**
 * A part of a day.
 *
 * @param from the first moment that belongs to it
 * @param to the last one, after {@code from}
 */
record Window(LocalTime from, LocalTime to) {
    Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(from + "-" + to + ": the end has to be later, on the same day");
        }
    }

    boolean contains(LocalTime time) {
        return !time.isBefore(from) && !time.isAfter(to);
    }
}
