package rollcall.store.sqlite;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import rollcall.scan.Student;

/** The students of the school in table {@code student}; replaced whole, in one transaction. */
public final class RosterTable {
    /** Where the roster came from; tells an empty one, in which nobody is listed, from none, with which all are let in. */
    private static final String INSTALLED = "store.roster";

    private static final String FILE = "file";
    private static final String NONE = "none";

    private RosterTable() {}

    public static boolean isInstalled(Session session) throws SQLException {
        return SqliteDeviceState.get(session, INSTALLED)
                .filter(source -> !source.equals(NONE))
                .isPresent();
    }

    public static Optional<Student> find(Session session, String code) throws SQLException {
        return session.first(
                "SELECT code, name, section FROM student WHERE code = ?",
                row -> new Student(row.getString(1), row.getString(2), row.getString(3)),
                code);
    }

    /** Puts these students in place of those there are; writes nothing if they are the same, as at most starts. */
    public static void replace(Session session, Collection<Student> students) throws SQLException {
        if (isInstalled(session) && all(session).equals(Set.copyOf(students))) {
            return;
        }
        install(session, students, FILE);
    }

    /** Puts students in place that come from {@code source}; unless that is the file, its removal does not remove them. */
    public static void install(Session session, Collection<Student> students, String source) throws SQLException {
        session.change("DELETE FROM student");
        for (Student student : students) {
            session.change(
                    "INSERT INTO student (code, name, section) VALUES (?, ?, ?)",
                    student.code(),
                    student.name(),
                    student.section());
        }
        SqliteDeviceState.put(session, INSTALLED, source);
    }

    private static Set<Student> all(Session session) throws SQLException {
        return new HashSet<>(session.list(
                "SELECT code, name, section FROM student",
                row -> new Student(row.getString(1), row.getString(2), row.getString(3))));
    }

    /**
     * Takes the roster of a file away, if there is one: from now on every well-formed code is let in, unlisted. A roster
     * that came from elsewhere stays.
     */
    public static void remove(Session session) throws SQLException {
        if (SqliteDeviceState.get(session, INSTALLED).filter(FILE::equals).isPresent()) {
            session.change("DELETE FROM student");
            SqliteDeviceState.put(session, INSTALLED, NONE);
        }
    }

    /** Removes one student; true if there was one. */
    public static boolean forget(Session session, String code) throws SQLException {
        return session.change("DELETE FROM student WHERE code = ?", code) > 0;
    }
}
