package rollcall.dashboard.attendance;

import rollcall.dashboard.page.View;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.Direction;
import rollcall.scan.Scan;
import rollcall.scan.Student;

/**
 * A scan in the words of people.
 *
 * @param kind {@code accepted}, {@code duplicate} or {@code refused}
 * @param sign a mark beside the colour
 * @param verdict one word
 * @param who name or, for who may not know names, code
 * @param what the rest, one line
 */
record ScanLine(String kind, String sign, String verdict, String who, String what) {
    private static final int LONGEST = 80;

    static ScanLine of(Scan scan, View view, boolean named) {
        String code = scan.code().isEmpty() ? view.say("(empty card)") : cut(scan.code());
        String who = scan.student()
                .filter(student -> named)
                .map(Student::name)
                .filter(name -> !name.isEmpty())
                .orElse(code);
        if (scan.decision() instanceof Rejected rejected) {
            return new ScanLine(
                    "refused",
                    "\u2715",
                    view.say("Refused"),
                    who,
                    view.say(reason(rejected.reason().name())));
        }
        String about = scan.student()
                .map(student -> who.equals(code) ? student.section() : code + " \u00b7 " + student.section())
                .orElse(view.say("not on a roster"));
        if (scan.decision() instanceof Duplicate duplicate) {
            String earlier =
                    view.say("already at {0}", view.at(duplicate.earlier()).substring(11));
            return new ScanLine(
                    "duplicate",
                    "\u21ba",
                    view.say("Duplicate"),
                    who,
                    direction(duplicate.direction(), view) + " \u00b7 " + earlier);
        }
        Accepted accepted = (Accepted) scan.decision();
        return new ScanLine(
                "accepted",
                "\u2713",
                view.say(accepted.late() ? "Late" : "Accepted"),
                who,
                direction(accepted.direction(), view) + " \u00b7 " + about);
    }

    private static String cut(String code) {
        return code.length() > LONGEST ? code.substring(0, LONGEST) + "\u2026" : code;
    }

    private static String direction(Direction direction, View view) {
        return view.say(direction == Direction.LOGIN ? "in" : "out");
    }

    private static String reason(String reason) {
        return switch (reason) {
            case "UNKNOWN_CODE" -> "not in the roster";
            case "MALFORMED_CODE" -> "not the form of a student code";
            case "OUTSIDE_HOURS" -> "no session at this time";
            case "NO_SCHOOL" -> "no school today";
            default -> reason;
        };
    }
}
