package rollcall.store.legacy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.scan.Student;
import rollcall.store.RosterLine;
import rollcall.store.StoreException;
import rollcall.store.sqlite.Database;
import rollcall.store.sqlite.RosterTable;

/** The predecessor's table {@code students}, which becomes the roster if there is none. */
final class LegacyStudents {
    private static final String TABLE = "students";
    private static final String SOURCE = "legacy";
    private static final int MAX_TEXT = 200;

    private final Map<String, Student> byCode = new LinkedHashMap<>();

    private record Row(
            long id,
            @Nullable String code,
            @Nullable String name,
            @Nullable String section) {}

    /** Reads all of them; there are thousands at most. */
    static LegacyStudents read(LegacyFile legacy, LegacyReport report) throws SQLException, IOException {
        LegacyStudents students = new LegacyStudents();
        report.count(TABLE).read(legacy.count(TABLE));
        if (!legacy.tables().contains(TABLE)) {
            return students;
        }
        List<Row> rows = legacy.session()
                .list(
                        "SELECT rowid AS id, "
                                + legacy.column(TABLE, "student_id", "NULL") + ", "
                                + legacy.column(TABLE, "name", "NULL") + ", "
                                + legacy.column(TABLE, "section_id", "NULL") + " FROM students ORDER BY rowid",
                        row -> new Row(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)));
        for (Row row : rows) {
            try {
                String code = LegacyScan.code(row.code());
                Student student = new Student(code, text(row.name()), text(row.section()));
                if (students.byCode.putIfAbsent(code, student) != null) {
                    throw new SkippedRow("student_id stands there twice");
                }
            } catch (SkippedRow e) {
                report.skip(TABLE, Long.toString(row.id()), e.reason());
            }
        }
        return students;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : Line.of(text, MAX_TEXT);
    }

    Optional<Student> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** Makes them the roster unless one is installed, in one transaction; an empty table would shut everybody out. */
    void install(Database database, LegacyReport report) throws StoreException, IOException {
        if (byCode.isEmpty()) {
            return;
        }
        long there = database.write(session -> {
            if (!RosterTable.isInstalled(session)) {
                RosterTable.install(
                        session, byCode.values().stream().map(RosterLine::of).toList(), SOURCE);
                return -1L;
            }
            long listed = 0;
            for (String code : byCode.keySet()) {
                listed += RosterTable.find(session, code).isPresent() ? 1 : 0;
            }
            return listed;
        });
        LegacyCount count = report.count(TABLE);
        if (there < 0) {
            count.take(byCode.size());
            report.say("roster: " + byCode.size() + " students of the predecessor are the roster now");
        } else {
            count.there(there);
            long other = byCode.size() - there;
            if (other > 0) {
                report.skipAll(TABLE, other, "a roster is installed and does not list them");
            }
            report.say("roster: one is installed and stays; it lists " + there + " of " + byCode.size()
                    + " students of the predecessor");
        }
    }
}
