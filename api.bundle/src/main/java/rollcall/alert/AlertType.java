package rollcall.alert;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A kind of condition: what it is called, how it is told, what a clerk can do.
 *
 * <p>The bundle that owns the condition makes it; the alerts bundle knows none of them by name.
 *
 * @param name 3 to 40 upper-case letters, digits and underscores, such as {@code DISK_FULL}
 * @param message one line, at most 200 characters; {@code {name}} stands for the parameter of that name
 * @param steps one to three things a clerk can do, each at most 120 characters
 */
public record AlertType(String name, String message, List<String> steps) {
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{2,39}");
    private static final int MOST_STEPS = 3;

    public AlertType {
        checkName(name);
        line("message of " + name, message, 200);
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException("alert type " + name + ": one to three steps are allowed");
        }
        steps.forEach(step -> line("step of " + name, step, 120));
    }

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("alert type '" + Condition.shown(name)
                    + "': 3 to 40 upper-case letters, digits and underscores are allowed");
        }
    }

    private static void line(String what, String text, int most) {
        if (text.isBlank() || text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "alert " + what + ": one line of 1 to " + most + " characters is allowed");
        }
    }
}
