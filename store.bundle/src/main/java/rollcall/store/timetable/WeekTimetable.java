package rollcall.store.timetable;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rollcall.scan.Decision.Reason;
import rollcall.store.admission.Timetable;

/** The {@link Timetable} of a school whose weeks are alike but for holidays. Immutable. */
public final class WeekTimetable implements Timetable {
    private final Map<String, Schedule> bySection = new HashMap<>();
    private final Optional<Schedule> others;
    private final List<Holiday> holidays;

    WeekTimetable(List<Schedule> schedules, List<Holiday> holidays) {
        this.others = schedules.stream().filter(Schedule::isDefault).findFirst();
        this.holidays = List.copyOf(holidays);
        for (Schedule schedule : schedules) {
            schedule.sections().forEach(section -> bySection.put(section, schedule));
        }
    }

    @Override
    public Ruling at(LocalDateTime at, String section) {
        if (holidays.stream().anyMatch(holiday -> holiday.contains(at.toLocalDate()))) {
            return new Closed(Reason.NO_SCHOOL);
        }
        Optional<Schedule> own = Optional.ofNullable(bySection.get(section)).or(() -> others);
        if (own.isEmpty()) {
            return new Free();
        }
        if (!own.get().days().contains(at.getDayOfWeek())) {
            return new Closed(Reason.NO_SCHOOL);
        }
        Optional<Open> open = own.get().at(at.toLocalTime());
        return open.isPresent() ? open.get() : new Closed(Reason.OUTSIDE_HOURS);
    }
}
