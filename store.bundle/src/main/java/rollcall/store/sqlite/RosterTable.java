package rollcall.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import rollcall.scan.Student;
import rollcall.store.RosterLine;

/**
 * The students of the school in table {@code student}, their guardians in {@code guardian}, and in {@code roster_line} what
 * the far end offered; each replaced whole, in one transaction.
 */
public final class RosterTable {
    /** The roster that was taken from the far end last. */
    static final String PULLED = "PULLED";

    /** The one that waits for somebody to accept it. */
    static final String HELD = "HELD";

    static final String FILE = "file";
    static final String SYNC = "sync";
    static final String NONE = "none";

    /** Where the roster came from; tells an empty one, in which nobody is listed, from none, with which all are let in. */
    private static final String INSTALLED = "store.roster";

    private RosterTable() {}

    public static boolean isInstalled(Session session) throws SQLException {
        return !source(session).equals(NONE);
    }

    /** Whether the far end has offered one. */
    public static boolean isPulled(Session session) throws SQLException {
        return session.number("SELECT count(*) FROM roster_line") > 0;
    }

    /** Where the roster in force came from. */
    static String source(Session session) throws SQLException {
        return SqliteDeviceState.get(session, INSTALLED).orElse(NONE);
    }

    public static Optional<Student> find(Session session, String code) throws SQLException {
        return session.first("SELECT code, name, section FROM student WHERE code = ?", RosterTable::student, code);
    }

    private static Student student(ResultSet row) throws SQLException {
        return new Student(row.getString(1), row.getString(2), row.getString(3));
    }

    private static RosterLine line(ResultSet row) throws SQLException {
        return new RosterLine(student(row), row.getString(4), row.getInt(5) == 1);
    }

    /**
     * Puts the roster of the file in place of what there is; writes nothing if it is the same, as at most starts.
     */
    public static void replace(Session session, Collection<RosterLine> lines) throws SQLException {
        if (source(session).equals(FILE) && inForce(session).equals(Set.copyOf(lines))) {
            return;
        }
        install(session, lines, FILE);
    }

    /** Puts students in place that come from {@code source}; unless that is the file, its removal does not remove them. */
    public static void install(Session session, Collection<RosterLine> lines, String source) throws SQLException {
        session.change("DELETE FROM student");
        session.change("DELETE FROM guardian");
        for (RosterLine line : lines) {
            Student student = line.student();
            session.change(
                    "INSERT INTO student (code, name, section) VALUES (?, ?, ?)",
                    student.code(),
                    student.name(),
                    student.section());
            if (!line.phone().isEmpty()) {
                session.change(
                        "INSERT INTO guardian (code, phone, opt_out) VALUES (?, ?, ?)",
                        student.code(),
                        line.phone(),
                        line.optOut() ? 1 : 0);
            }
        }
        SqliteDeviceState.put(session, INSTALLED, source);
    }

    private static Set<RosterLine> inForce(Session session) throws SQLException {
        return new HashSet<>(session.list(
                "SELECT student.code, name, section, ifnull(phone, ''), ifnull(opt_out, 0) FROM student"
                        + " LEFT JOIN guardian ON guardian.code = student.code",
                RosterTable::line));
    }

    /** The codes in force. */
    static List<String> codes(Session session) throws SQLException {
        return session.list("SELECT code FROM student", row -> row.getString(1));
    }

    /** What was offered. */
    static List<RosterLine> offered(Session session, String offer) throws SQLException {
        return session.list(
                "SELECT code, name, section, phone, opt_out FROM roster_line WHERE offer = ?",
                RosterTable::line,
                offer);
    }

    /** Keeps an offer in place of the one before. */
    static void offer(Session session, String offer, Collection<RosterLine> lines) throws SQLException {
        session.change("DELETE FROM roster_line WHERE offer = ?", offer);
        for (RosterLine line : lines) {
            session.change(
                    "INSERT INTO roster_line (offer, code, name, section, phone, opt_out) VALUES (?, ?, ?, ?, ?, ?)",
                    offer,
                    line.student().code(),
                    line.student().name(),
                    line.student().section(),
                    line.phone(),
                    line.optOut() ? 1 : 0);
        }
    }

    /**
     * Takes the roster of a file away, if there is one: from now on that of the far end is in force, or, where none ever
     * came, every well-formed code is let in, unlisted. A roster that came from elsewhere stays.
     */
    public static void remove(Session session) throws SQLException {
        if (source(session).equals(FILE)) {
            List<RosterLine> pulled = offered(session, PULLED);
            install(session, pulled, pulled.isEmpty() ? NONE : SYNC);
        }
    }

    /** Removes one student wherever a roster lists it; true if one did. */
    public static boolean forget(Session session, String code) throws SQLException {
        MessageTable.forget(session, code);
        session.change("DELETE FROM guardian WHERE code = ?", code);
        return session.change("DELETE FROM roster_line WHERE code = ?", code)
                        + session.change("DELETE FROM student WHERE code = ?", code)
                > 0;
    }
}
