package rollcall.store.admission;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import rollcall.scan.Decision;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Decision.Reason;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.Direction;
import rollcall.store.roster.Roster;

/**
 * The rules of the door.
 *
 * @param zone where the school is: decides which day a scan belongs to
 * @param cooldown within this time of a scan that counts, the same code is a duplicate, whichever way the clock went
 * @param wellFormed what a code looks like
 */
public record Admission(ZoneId zone, Duration cooldown, Pattern wellFormed) {
    /** Whether the text has the form of a code; what has not is refused before anything is looked up. */
    public boolean isWellFormed(String code) {
        return wellFormed.matcher(code).matches();
    }

    /** The local day of an instant. */
    public LocalDate day(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /**
     * Decides.
     *
     * @param last the last accepted scan of this code, by order of storing
     */
    public Decision decide(String code, Instant at, Roster roster, Optional<LastAccepted> last) {
        if (!isWellFormed(code)) {
            return new Rejected(Reason.MALFORMED_CODE);
        }
        boolean listed = roster.student(code).isPresent();
        if (roster.installed() && !listed) {
            return new Rejected(Reason.UNKNOWN_CODE);
        }
        if (last.isEmpty()) {
            return new Accepted(Direction.LOGIN, listed);
        }
        LastAccepted before = last.get();
        if (Duration.between(before.capturedAt(), at).abs().compareTo(cooldown) < 0) {
            return new Duplicate(before.direction(), before.capturedAt());
        }
        boolean sameDay = day(before.capturedAt()).equals(day(at));
        boolean leaves = sameDay && before.direction() == Direction.LOGIN;
        return new Accepted(leaves ? Direction.LOGOUT : Direction.LOGIN, listed);
    }
}
