package rollcall.store.timetable;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import rollcall.store.admission.Timetable.Open;

/**
 * The week of some sections, or of all that have no schedule of their own.
 *
 * @param name its name, for people
 * @param sections whose it is; none for the default schedule
 * @param days the days on which there is school
 * @param sessions of each of these days, in their order
 */
record Schedule(String name, Set<String> sections, Set<DayOfWeek> days, List<SchoolSession> sessions) {
    Schedule {
        sections = Set.copyOf(sections);
        days = Set.copyOf(days);
        sessions = List.copyOf(sessions);
    }

    boolean isDefault() {
        return sections.isEmpty();
    }

    /** The earliest session that the time belongs to. */
    Optional<Open> at(LocalTime time) {
        for (SchoolSession session : sessions) {
            Optional<Open> open = session.at(time);
            if (open.isPresent()) {
                return open;
            }
        }
        return Optional.empty();
    }
}
