package rollcall.store.admission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

/**
 * The rules of the door once more, slow and obvious: a table of all moments of a day, and all scans that ever counted.
 *
 * <p>Shares nothing with the real ones; a decision is a line of text.
 */
final class SlowModel {
    private static final long MINUTE = 60_000;
    private static final long DAY = 1_440 * MINUTE;

    /** A scan that counted. */
    private record Row(String code, String direction, long at, long day, String session) {}

    private final TimeZone zone;
    private final long cooldownMillis;
    private final boolean acceptUnknown;
    private final List<Row> counted = new ArrayList<>();
    private final Map<String, String[]> tableOfSection = new HashMap<>();
    private final Map<String, List<Boolean>> daysOfSection = new HashMap<>();
    private List<long[]> holidays = List.of();
    private Map<String, String> sectionOf = Map.of();
    private boolean roster;

    SlowModel(String zone, int cooldownMinutes, boolean acceptUnknown) {
        this.zone = TimeZone.getTimeZone(zone);
        this.cooldownMillis = cooldownMinutes * MINUTE;
        this.acceptUnknown = acceptUnknown;
    }

    /** Which codes are listed, with their sections. */
    void roster(boolean installed, Map<String, String> sections) {
        roster = installed;
        sectionOf = sections;
    }

    /** The default schedule stands under the section "*". */
    void schedule(List<PlainSchedule.Plan> plans, List<long[]> free) {
        tableOfSection.clear();
        daysOfSection.clear();
        holidays = free;
        for (PlainSchedule.Plan plan : plans) {
            String section = plan.sections().isEmpty() ? "*" : plan.sections().get(0);
            tableOfSection.put(section, table(plan.parts()));
            daysOfSection.put(section, plan.days());
        }
    }

    /** Two entries for each minute: its very beginning, and the rest of it. */
    private static String[] table(List<PlainSchedule.Part> parts) {
        String[] table = new String[2 * 1_440];
        for (int k = parts.size() - 1; k >= 0; k--) {
            PlainSchedule.Part part = parts.get(k);
            boolean leaves = part.logoutFrom() >= 0;
            String inTime = "LOGIN intime s" + k;
            String late = "LOGIN late s" + k;
            String leave = "LOGOUT intime s" + k;
            if (leaves) {
                for (int i = 2 * part.loginTo(); i < 2 * part.logoutFrom(); i++) {
                    table[i] = late;
                }
                for (int i = 2 * part.logoutFrom(); i <= 2 * part.logoutTo(); i++) {
                    table[i] = leave;
                }
            }
            for (int i = 2 * part.loginFrom(); i <= 2 * part.loginTo(); i++) {
                table[i] = i > 2 * part.late() ? late : inTime;
            }
        }
        return table;
    }

    /** Decides, and remembers what counts. */
    String scan(String code, long at) {
        if (code.isEmpty() || code.length() > 4 || !code.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            return "refused MALFORMED_CODE";
        }
        boolean listed = sectionOf.containsKey(code);
        if (roster && !listed && !acceptUnknown) {
            return "refused UNKNOWN_CODE";
        }
        for (int i = counted.size() - 1; i >= 0; i--) {
            Row row = counted.get(i);
            if (row.code().equals(code) && Math.abs(row.at() - at) < cooldownMillis) {
                return "duplicate " + row.direction() + " " + row.at();
            }
        }
        long local = at + zone.getOffset(at);
        long day = Math.floorDiv(local, DAY);
        for (long[] holiday : holidays) {
            if (day >= holiday[0] && day <= holiday[1]) {
                return "refused NO_SCHOOL";
            }
        }
        String section = sectionOf.getOrDefault(code, "");
        String plan = tableOfSection.containsKey(section) ? section : "*";
        String[] table = tableOfSection.get(plan);
        if (table == null) {
            return free(code, at, day, listed);
        }
        // The epoch was a Thursday.
        if (!daysOfSection.getOrDefault(plan, List.of()).get((int) Math.floorMod(day + 3, 7L))) {
            return "refused NO_SCHOOL";
        }
        long millis = Math.floorMod(local, DAY);
        String entry = table[(int) (millis / MINUTE * 2) + (millis % MINUTE == 0 ? 0 : 1)];
        if (entry == null) {
            return "refused OUTSIDE_HOURS";
        }
        String direction = entry.split(" ", -1)[0];
        String session = entry.split(" ", -1)[2];
        for (int i = counted.size() - 1; i >= 0; i--) {
            Row row = counted.get(i);
            if (row.code().equals(code)
                    && row.day() == day
                    && row.direction().equals(direction)
                    && row.session().equals(session)) {
                return "duplicate " + row.direction() + " " + row.at();
            }
        }
        counted.add(new Row(code, direction, at, day, session));
        return "accepted " + entry + (listed ? " listed" : " unlisted");
    }

    /** Without a schedule: in, out, in, out through one day, by order of storing. */
    private String free(String code, long at, long day, boolean listed) {
        Row last = null;
        for (Row row : counted) {
            last = row.code().equals(code) && row.day() == day ? row : last;
        }
        String direction = last != null && last.direction().equals("LOGIN") ? "LOGOUT" : "LOGIN";
        counted.add(new Row(code, direction, at, day, ""));
        return "accepted " + direction + " intime " + (listed ? " listed" : " unlisted");
    }
}
