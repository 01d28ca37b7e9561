package rollcall.store.timetable;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes a {@link WeekTimetable} of the text of {@code etc/schedule.json}; docs/configuration.md describes it. */
public final class TimetableJson {
    private static final int MAX_SCHEDULES = 100;
    private static final int MAX_SECTIONS = 1_000;
    private static final int MAX_SESSIONS = 12;
    private static final int MAX_HOLIDAYS = 1_000;
    private static final int MAX_NAME = 64;
    private static final Pattern TIME = Pattern.compile("[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?");
    private static final List<String> DAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

    private final Set<String> names = new LinkedHashSet<>();
    private final Map<String, String> scheduleOf = new HashMap<>();
    private Optional<String> defaultName = Optional.empty();

    private TimetableJson() {}

    /** Reads the text wholly or, with one line that says where, what and which range, not at all. */
    public static WeekTimetable read(String text) throws IOException {
        JsonValue top = JsonValue.parse(text).object(List.of("schedules", "holidays"));
        TimetableJson reader = new TimetableJson();
        List<Schedule> schedules = new ArrayList<>();
        for (JsonValue schedule : top.required("schedules").list(0, MAX_SCHEDULES)) {
            schedules.add(reader.schedule(schedule.object(List.of("name", "sections", "days", "sessions"))));
        }
        List<Holiday> holidays = new ArrayList<>();
        if (top.optional("holidays").isPresent()) {
            for (JsonValue holiday : top.required("holidays").list(0, MAX_HOLIDAYS)) {
                holidays.add(holiday(holiday));
            }
        }
        if (schedules.isEmpty() && holidays.isEmpty()) {
            throw top.problem("says nothing; delete the file to have no schedule");
        }
        return new WeekTimetable(schedules, holidays);
    }

    private Schedule schedule(JsonValue json) throws IOException {
        String name = name(json.required("name"));
        if (!names.add(name)) {
            throw json.required("name").problem("= " + name + " stands there twice");
        }
        Set<String> sections = new LinkedHashSet<>();
        if (json.optional("sections").isPresent()) {
            for (JsonValue section : json.required("sections").list(0, MAX_SECTIONS)) {
                sections.add(section(section, name));
            }
        }
        if (sections.isEmpty()) {
            if (defaultName.isPresent()) {
                throw json.problem("has no sections, which makes it the default schedule, as " + defaultName.get()
                        + " is already; allowed is one");
            }
            defaultName = Optional.of(name);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (JsonValue day : json.required("days").list(1, DAYS.size())) {
            int index = DAYS.indexOf(day.text());
            if (index < 0) {
                throw day.notAllowed(String.join(", ", DAYS));
            }
            days.add(DayOfWeek.of(index + 1));
        }
        return new Schedule(name, sections, days, sessions(json.required("sessions")));
    }

    private String section(JsonValue json, String schedule) throws IOException {
        String section = name(json);
        String other = scheduleOf.putIfAbsent(section, schedule);
        if (other != null) {
            throw json.problem("= " + section + " is in schedule " + other + " already; allowed is one schedule");
        }
        return section;
    }

    private static List<SchoolSession> sessions(JsonValue json) throws IOException {
        List<SchoolSession> sessions = new ArrayList<>();
        for (JsonValue entry : json.list(1, MAX_SESSIONS)) {
            SchoolSession session = session(entry.object(List.of("name", "login", "lateAfter", "logout")));
            if (sessions.stream().anyMatch(other -> other.name().equals(session.name()))) {
                throw entry.required("name").problem("= " + session.name() + " stands there twice");
            }
            if (!sessions.isEmpty()) {
                try {
                    session.checkAfter(sessions.get(sessions.size() - 1));
                } catch (IllegalArgumentException e) {
                    throw entry.required("login").problem(String.valueOf(e.getMessage()));
                }
            }
            sessions.add(session);
        }
        return sessions;
    }

    private static SchoolSession session(JsonValue json) throws IOException {
        String name = name(json.required("name"));
        Window login = window(json.required("login"));
        LocalTime lateAfter =
                time(json.required("lateAfter"), json.required("lateAfter").text());
        Optional<Window> logout = Optional.empty();
        if (json.optional("logout").isPresent()) {
            logout = Optional.of(window(json.required("logout")));
        }
        try {
            return new SchoolSession(name, login, lateAfter, logout);
        } catch (IllegalArgumentException e) {
            throw json.problem(String.valueOf(e.getMessage()));
        }
    }

    private static Window window(JsonValue json) throws IOException {
        String[] ends = json.text().split("-", -1);
        if (ends.length != 2) {
            throw json.notAllowed("two times such as 06:30-07:30");
        }
        LocalTime from = time(json, ends[0]);
        LocalTime to = time(json, ends[1]);
        try {
            return new Window(from, to);
        } catch (IllegalArgumentException e) {
            throw json.problem("= " + e.getMessage());
        }
    }

    private static LocalTime time(JsonValue json, String text) throws IOException {
        if (TIME.matcher(text.strip()).matches()) {
            try {
                return LocalTime.parse(text.strip());
            } catch (DateTimeException e) {
                throw json.notAllowed("times from 00:00 to 23:59:59");
            }
        }
        throw json.notAllowed("times from 00:00 to 23:59:59");
    }

    private static Holiday holiday(JsonValue json) throws IOException {
        String[] ends = json.text().split("/", -1);
        try {
            if (ends.length <= 2) {
                return new Holiday(LocalDate.parse(ends[0].strip()), LocalDate.parse(ends[ends.length - 1].strip()));
            }
        } catch (DateTimeException e) {
            throw json.notAllowed("a day such as 2026-12-25, or the first and the last as 2026-12-28/2027-01-02");
        } catch (IllegalArgumentException e) {
            throw json.problem("= " + e.getMessage());
        }
        throw json.notAllowed("a day such as 2026-12-25, or the first and the last as 2026-12-28/2027-01-02");
    }

    private static String name(JsonValue json) throws IOException {
        String name = json.text().strip();
        if (name.isEmpty() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw json.problem(
                    "has " + name.length() + " characters: allowed are 1 to " + MAX_NAME + ", no line breaks or tabs");
        }
        return name;
    }
}
