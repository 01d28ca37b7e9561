package rollcall.store.timetable;

import java.time.LocalDate;

/**
 * Days without school.
 *
 * @param from the first
 * @param to the last
 */
record Holiday(LocalDate from, LocalDate to) {
    Holiday {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(from + "/" + to + ": the last day is before the first");
        }
    }

    boolean contains(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
