package rollcall.store.roster;

import java.util.Map;
import java.util.Optional;
import rollcall.scan.Student;

/**
 * The students of the school as last read.
 *
 * @param installed whether there is a roster at all; without one every well-formed code is let in, unlisted
 * @param students by code
 */
public record Roster(boolean installed, Map<String, Student> students) {
    /** No roster: nobody is listed and nobody is refused for it. */
    public static final Roster NONE = new Roster(false, Map.of());

    public Roster {
        students = Map.copyOf(students);
    }

    public Optional<Student> student(String code) {
        return Optional.ofNullable(students.get(code));
    }
}
