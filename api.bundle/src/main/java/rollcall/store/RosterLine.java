package rollcall.store;

import rollcall.scan.Student;

/**
 * A line of a roster with what concerns the student's guardian, which is told to nobody but who sends messages.
 *
 * @param student the student
 * @param phone the guardian's number, 4 to 15 digits with or without {@code +} before them; empty for none
 * @param optOut whether no messages are wanted
 */
public record RosterLine(Student student, String phone, boolean optOut) {
    public RosterLine {
        if (!phone.matches("(\\+?[0-9]{4,15})?")) {
            // The number itself is nobody's business.
            throw new IllegalArgumentException("a guardian's number: 4 to 15 digits, with or without +, are allowed");
        }
    }

    /** A line without a guardian. */
    public static RosterLine of(Student student) {
        return new RosterLine(student, "", false);
    }

    /** A number as people write it, without blanks, dashes, dots and brackets; empty if that is no number. */
    public static String phone(String written) {
        String digits = written.replaceAll("[\\s().\\u00a0/-]", "");
        return digits.matches("\\+?[0-9]{4,15}") ? digits : "";
    }

    /** Says nothing about persons. */
    @Override
    public String toString() {
        return "a line of a roster";
    }
}
