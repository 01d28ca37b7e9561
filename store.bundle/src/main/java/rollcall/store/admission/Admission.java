package rollcall.store.admission;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import rollcall.scan.Decision;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Decision.Reason;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.Direction;
import rollcall.scan.Student;

/**
 * The rules of the door.
 *
 * @param zone where the school is: decides which day and time of day a scan belongs to
 * @param cooldown within this time of any scan that counts, the same code is a duplicate, whichever way the clock went;
 *     at most a day
 * @param wellFormed what a code looks like
 * @param acceptUnknown whether a well-formed code that an installed roster does not list is let in, flagged
 */
public record Admission(ZoneId zone, Duration cooldown, Pattern wellFormed, boolean acceptUnknown) {
    /** Scans that are further apart than this are further apart than the longest cooldown, in any zone. */
    public static final int COOLDOWN_DAYS = 2;

    private static final Duration MAX_COOLDOWN = Duration.ofDays(1);

    public Admission {
        if (cooldown.isNegative() || cooldown.compareTo(MAX_COOLDOWN) > 0) {
            throw new IllegalArgumentException("cooldown of " + cooldown + ": allowed are 0 to " + MAX_COOLDOWN);
        }
    }

    /** Whether the text has the form of a code; what has not is refused before anything is looked up. */
    public boolean isWellFormed(String code) {
        return wellFormed.matcher(code).matches();
    }

    /** The local day of an instant. */
    public LocalDate day(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /**
     * What is known about a code.
     *
     * @param student its roster line, if it is listed
     * @param rosterInstalled whether there is a roster at all; without one nobody is refused for not being listed
     * @param history its accepted scans within {@link #COOLDOWN_DAYS} days of the day that is decided about; newest first by
     *     order of storing
     */
    public record Known(Optional<Student> student, boolean rosterInstalled, List<LastAccepted> history) {}

    /** Decides what a code means at a moment. */
    public Decision decide(String code, Instant at, Known known, Timetable timetable) {
        if (!isWellFormed(code)) {
            return new Rejected(Reason.MALFORMED_CODE);
        }
        boolean listed = known.student().isPresent();
        if (known.rosterInstalled() && !listed && !acceptUnknown) {
            return new Rejected(Reason.UNKNOWN_CODE);
        }
        for (LastAccepted before : known.history()) {
            if (Duration.between(before.capturedAt(), at).abs().compareTo(cooldown) < 0) {
                return new Duplicate(before.direction(), before.capturedAt());
            }
        }
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        String section = known.student().map(Student::section).orElse("");
        Timetable.Ruling ruling = timetable.at(local, section);
        if (ruling instanceof Timetable.Closed closed) {
            return new Rejected(closed.reason());
        }
        if (ruling instanceof Timetable.Open open) {
            return inSession(open, local.toLocalDate(), known.history(), listed);
        }
        boolean leaves = known.history().stream()
                .filter(before -> before.day().equals(local.toLocalDate()))
                .findFirst()
                .map(last -> last.direction() == Direction.LOGIN)
                .orElse(false);
        return new Accepted(leaves ? Direction.LOGOUT : Direction.LOGIN, false, listed, "");
    }

    /** Once in each direction, session and day. */
    private static Decision inSession(Timetable.Open open, LocalDate day, List<LastAccepted> history, boolean listed) {
        for (LastAccepted before : history) {
            if (before.day().equals(day)
                    && before.direction() == open.direction()
                    && before.session().equals(open.session())) {
                return new Duplicate(before.direction(), before.capturedAt());
            }
        }
        boolean late = open.late() && open.direction() == Direction.LOGIN;
        return new Accepted(open.direction(), late, listed, open.session());
    }
}
