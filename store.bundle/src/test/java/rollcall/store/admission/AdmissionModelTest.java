package rollcall.store.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import rollcall.scan.Decision;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.Student;
import rollcall.store.timetable.TimetableText;

/** Random scans, schedules, rosters, zones and clocks, decided by {@link Admission} and by {@link SlowModel}. */
class AdmissionModelTest {
    private static final int SEQUENCES = Boolean.getBoolean("rollcall.nightly") ? 100_000 : 10_000;
    private static final long SEED = Long.getLong("rollcall.seed", 20_261_125L);

    private static final List<String> ZONES = List.of(
            "Asia/Manila",
            "America/New_York",
            "Europe/Berlin",
            "Australia/Lord_Howe",
            "America/St_Johns",
            "Africa/Casablanca",
            "Pacific/Apia",
            "Pacific/Chatham",
            "UTC");
    private static final List<String> CODES = List.of("A", "B", "C", "", "a", "TOOLONG");
    private static final List<String> SECTIONS = List.of("7-A", "7-B", "");
    private static final int[] COOLDOWNS = {0, 1, 10, 60, 1_440};
    private static final long DAY = 86_400_000;

    private final Map<String, Integer> outcomes = new TreeMap<>();

    @Test
    void every_decision_is_that_of_the_slow_model() {
        long scans = 0;
        for (int i = 0; i < SEQUENCES; i++) {
            scans += new Sequence(SEED + i).run();
        }
        System.out.println("admission: " + SEQUENCES + " sequences from seed " + SEED + ", " + scans
                + " scans, no mismatch: " + outcomes);
        assertThat(outcomes.keySet())
                .as("each kind of outcome has come up")
                .contains(
                        "accepted LOGIN intime",
                        "accepted LOGIN late",
                        "accepted LOGOUT intime",
                        "duplicate",
                        "refused MALFORMED_CODE",
                        "refused NO_SCHOOL",
                        "refused OUTSIDE_HOURS",
                        "refused UNKNOWN_CODE");
    }

    /** One terminal's life. */
    private final class Sequence {
        private final long seed;
        private final SplittableRandom random;
        private final String zone;
        private final Admission admission;
        private final SlowModel model;
        private final List<String> story = new ArrayList<>();
        private final Map<String, List<LastAccepted>> counted = new HashMap<>();
        private Map<String, Student> students = Map.of();
        private boolean roster;
        private Timetable timetable = Timetable.NONE;
        private Optional<PlainSchedule> schedule = Optional.empty();
        private final UnsteadyClock clock;
        private long now;

        Sequence(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.zone = ZONES.get(random.nextInt(ZONES.size()));
            int cooldown = COOLDOWNS[random.nextInt(COOLDOWNS.length)];
            boolean acceptUnknown = random.nextBoolean();
            this.admission = new Admission(
                    ZoneId.of(zone), Duration.ofMinutes(cooldown), Pattern.compile("[A-Z]{1,4}"), acceptUnknown);
            this.model = new SlowModel(zone, cooldown, acceptUnknown);
            this.clock = new UnsteadyClock(random, ZoneId.of(zone));
            this.now = clock.start();
            story.add(zone + ", cooldown " + cooldown + ", unknown " + (acceptUnknown ? "accept" : "reject"));
        }

        int run() {
            int scans = random.nextInt(5, 40);
            int calm = random.nextInt(4, 30);
            newSchedule();
            newRoster();
            for (int i = 0; i < scans; i++) {
                if (random.nextInt(calm) == 0) {
                    newSchedule();
                }
                if (random.nextInt(calm) == 0) {
                    newRoster();
                }
                now = clock.next(now, schedule);
                scan(CODES.get(random.nextInt(10) == 0 ? random.nextInt(CODES.size()) : random.nextInt(3)));
            }
            return scans;
        }

        private void newSchedule() {
            long day = Math.floorDiv(now, DAY);
            schedule = random.nextInt(4) == 0
                    ? Optional.empty()
                    : Optional.of(PlainSchedule.random(random, SECTIONS.subList(0, 2), day));
            timetable = schedule.map(plain -> TimetableText.read(plain.json())).orElse(Timetable.NONE);
            model.schedule(
                    schedule.map(PlainSchedule::plans).orElse(List.of()),
                    schedule.map(PlainSchedule::holidays).orElse(List.of()));
            story.add("schedule " + schedule.map(PlainSchedule::json).orElse("none"));
        }

        private void newRoster() {
            roster = random.nextBoolean();
            students = new HashMap<>();
            Map<String, String> sections = new HashMap<>();
            for (String code : CODES.subList(0, 3)) {
                if (roster && random.nextInt(4) > 0) {
                    String section = SECTIONS.get(random.nextInt(SECTIONS.size()));
                    students.put(code, new Student(code, "N", section));
                    sections.put(code, section);
                }
            }
            model.roster(roster, sections);
            story.add("roster " + (roster ? sections.toString() : "none"));
        }

        private void scan(String code) {
            Instant at = Instant.ofEpochMilli(now);
            LocalDate day = admission.day(at);
            List<LastAccepted> all = counted.getOrDefault(code, List.of());
            List<LastAccepted> history = new ArrayList<>();
            for (int i = all.size() - 1; i >= 0; i--) {
                long apart = Math.abs(all.get(i).day().toEpochDay() - day.toEpochDay());
                if (i == all.size() - 1 || apart <= Admission.COOLDOWN_DAYS) {
                    history.add(all.get(i));
                }
            }
            Decision decision = admission.decide(
                    code, at, new Admission.Known(Optional.ofNullable(students.get(code)), roster, history), timetable);
            if (decision instanceof Accepted accepted) {
                counted.computeIfAbsent(code, unused -> new ArrayList<>())
                        .add(new LastAccepted(accepted.direction(), at, day, accepted.session()));
            }
            String real = text(decision);
            String expected = model.scan(code, now);
            story.add("'" + code + "' at " + at.atZone(ZoneId.of(zone)) + ": " + real);
            if (!real.equals(expected)) {
                throw new AssertionError("seed " + seed + ": the last scan should be: " + expected + "\n  "
                        + String.join("\n  ", story));
            }
            outcomes.merge(real.replaceAll("^(duplicate).*|^(accepted \\S+ \\S+).*", "$1$2"), 1, Integer::sum);
        }

        private static String text(Decision decision) {
            if (decision instanceof Accepted accepted) {
                return "accepted " + accepted.direction() + (accepted.late() ? " late " : " intime ")
                        + accepted.session() + (accepted.listed() ? " listed" : " unlisted");
            }
            if (decision instanceof Duplicate duplicate) {
                return "duplicate " + duplicate.direction() + " "
                        + duplicate.earlier().toEpochMilli();
            }
            return "refused " + ((Rejected) decision).reason();
        }
    }
}
