package rollcall.store.admission;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A schedule in numbers, for the model and, as text, for the real reader.
 *
 * @param plans the first is the default one if it has no sections
 * @param holidays first and last epoch day of each
 */
record PlainSchedule(List<Plan> plans, List<long[]> holidays) {
    private static final String[] DAYS = {"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};
    private static final int DAY_MINUTES = 1_440;

    /** Minutes of the day; {@code logoutFrom} is -1 without a logout. */
    record Part(int loginFrom, int loginTo, int late, int logoutFrom, int logoutTo) {}

    /** {@code days} has true for each school day, Monday first. */
    record Plan(List<String> sections, List<Boolean> days, List<Part> parts) {}

    static PlainSchedule random(SplittableRandom random, List<String> sections, long around) {
        List<Plan> plans = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            plans.add(plan(random, List.of()));
        }
        for (String section : sections) {
            if (random.nextInt(3) == 0) {
                plans.add(plan(random, List.of(section)));
            }
        }
        List<long[]> holidays = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0 || (plans.isEmpty() && holidays.isEmpty()); i--) {
            long from = around + random.nextInt(-3, 4);
            holidays.add(new long[] {from, from + random.nextInt(2)});
        }
        return new PlainSchedule(plans, holidays);
    }

    private static Plan plan(SplittableRandom random, List<String> sections) {
        List<Boolean> days = new ArrayList<>();
        for (int i = 0; i < DAYS.length; i++) {
            days.add(random.nextInt(6) > 0);
        }
        days.set(random.nextInt(DAYS.length), true);
        List<Part> parts = new ArrayList<>();
        int lastFrom = random.nextInt(400);
        int lastTo = lastFrom;
        for (int i = random.nextInt(1, 5); i > 0 && lastTo < DAY_MINUTES - 10; i--) {
            // Often touching, sometimes overlapping the one before, sometimes after a break.
            int loginFrom = random.nextBoolean() ? lastTo : random.nextInt(lastFrom, lastTo + 2);
            int loginTo = some(random, Math.max(loginFrom, lastTo) + 1);
            int late = random.nextInt(loginFrom, loginTo + 1);
            boolean leaves = random.nextInt(4) > 0 && loginTo < DAY_MINUTES - 5;
            int logoutFrom = leaves ? (random.nextBoolean() ? loginTo : some(random, loginTo)) : -1;
            int logoutTo = leaves ? some(random, logoutFrom + 1) : -1;
            if (loginTo >= DAY_MINUTES || logoutTo >= DAY_MINUTES) {
                break;
            }
            parts.add(new Part(loginFrom, loginTo, late, logoutFrom, logoutTo));
            lastFrom = leaves ? logoutFrom : loginFrom;
            lastTo = leaves ? logoutTo : loginTo;
        }
        return parts.isEmpty() ? plan(random, sections) : new Plan(sections, days, parts);
    }

    private static int some(SplittableRandom random, int from) {
        return from + random.nextInt(random.nextBoolean() ? 5 : 200);
    }

    /** Any minute at which something changes. */
    int bound(SplittableRandom random) {
        if (plans.isEmpty()) {
            return 0;
        }
        List<Part> parts = plans.get(random.nextInt(plans.size())).parts();
        Part part = parts.get(random.nextInt(parts.size()));
        return IntStream.of(part.loginFrom(), part.loginTo(), part.late(), part.logoutFrom(), part.logoutTo())
                .filter(minute -> minute >= 0)
                .skip(random.nextInt(3))
                .findFirst()
                .orElseThrow();
    }

    String json() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            Plan plan = plans.get(i);
            String days = IntStream.range(0, DAYS.length)
                    .filter(day -> plan.days().get(day))
                    .mapToObj(day -> quoted(DAYS[day]))
                    .collect(Collectors.joining(","));
            String sections =
                    plan.sections().stream().map(PlainSchedule::quoted).collect(Collectors.joining(","));
            List<String> sessions = new ArrayList<>();
            for (int k = 0; k < plan.parts().size(); k++) {
                Part part = plan.parts().get(k);
                sessions.add("{\"name\":\"s" + k + "\",\"login\":\"" + time(part.loginFrom()) + "-"
                        + time(part.loginTo()) + "\",\"lateAfter\":\"" + time(part.late()) + "\""
                        + (part.logoutFrom() < 0
                                ? "}"
                                : ",\"logout\":\"" + time(part.logoutFrom()) + "-" + time(part.logoutTo()) + "\"}"));
            }
            texts.add("{\"name\":\"p" + i + "\",\"sections\":[" + sections + "],\"days\":[" + days + "],\"sessions\":["
                    + String.join(",", sessions) + "]}");
        }
        String days = holidays.stream()
                .map(pair -> quoted(LocalDate.ofEpochDay(pair[0]) + "/" + LocalDate.ofEpochDay(pair[1])))
                .collect(Collectors.joining(","));
        return "{\"schedules\":[" + String.join(",", texts) + "],\"holidays\":[" + days + "]}";
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String time(int minute) {
        return "" + minute / 600 + minute / 60 % 10 + ":" + minute % 60 / 10 + minute % 10;
    }
}
