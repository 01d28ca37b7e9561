package rollcall.scan;

/**
 * One line of the roster.
 *
 * @param code the text of the student's card, not blank
 * @param name the name shown to people, may be empty
 * @param section class or section, may be empty
 */
public record Student(String code, String name, String section) {
    public Student {
        if (code.isBlank()) {
            throw new IllegalArgumentException("student without a code");
        }
    }
}
