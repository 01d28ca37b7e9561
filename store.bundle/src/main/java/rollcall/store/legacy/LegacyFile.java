package rollcall.store.legacy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sqlite.JDBC;
import rollcall.store.sqlite.Session;

/** A predecessor's database: a copy of it that is ours, so that the original is neither written nor held. */
final class LegacyFile implements AutoCloseable {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.ISO_8859_1);
    /** What Rollcall's own databases bear as {@code application_id}: "Roll" in ASCII. */
    private static final long OWN = 0x526f6c6c;

    private static final String ATTENDANCE = "attendance";

    private final Path file;
    private final Session session;

    private LegacyFile(Path file, Session session) {
        this.file = file;
        this.session = session;
    }

    /**
     * Opens a predecessor's database.
     *
     * @param file the original
     * @param own the database of this terminal, which must not even be opened a second time
     * @param folder where the copy goes
     */
    static LegacyFile open(Path file, Path own, Path folder) throws IOException, LegacyException, InterruptedException {
        check(file, own);
        Path copy = LegacyCopy.make(file, folder);
        try {
            Session session = new Session(JDBC.createConnection("jdbc:sqlite:" + copy, new java.util.Properties()));
            try {
                LegacyFile legacy = new LegacyFile(file, session);
                legacy.check();
                return legacy;
            } catch (SQLException | LegacyException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw damaged(file, e);
        }
    }

    private static void check(Path file, Path own) throws IOException, LegacyException {
        if (!Files.exists(file)) {
            throw new LegacyException(file + " is not there; give the path of the predecessor's attendance.db");
        }
        if (!Files.isRegularFile(file)) {
            throw new LegacyException(file + " is no file; give the path of the predecessor's attendance.db");
        }
        if (!Files.isReadable(file)) {
            throw new LegacyException(file + " must not be read by " + System.getProperty("user.name"));
        }
        if (Files.exists(own) && Files.isSameFile(file, own)) {
            throw new LegacyException(file + ": this is already Rollcall's");
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw new LegacyException(file + " is no SQLite database");
            }
        }
    }

    private void check() throws SQLException, LegacyException {
        session.execute("PRAGMA trusted_schema = OFF");
        String found =
                session.first("PRAGMA quick_check(1)", row -> row.getString(1)).orElse("no answer");
        if (!found.equals("ok")) {
            throw new LegacyException(
                    file + " is damaged (" + Line.of(found, 200) + "); recover it with sqlite3 first");
        }
        if (session.number("PRAGMA application_id") == OWN) {
            throw new LegacyException(file + ": this is already Rollcall's");
        }
        if (!tables().contains(ATTENDANCE)) {
            throw new LegacyException(file + " has no table attendance; it is no predecessor's database");
        }
        session.number("SELECT count(rowid) FROM attendance");
        Set<String> columns = columns(ATTENDANCE);
        for (String needed : List.of("id", "student_id", "timestamp")) {
            if (!columns.contains(needed)) {
                throw new LegacyException(file + ": table attendance has no column " + needed);
            }
        }
    }

    static LegacyException damaged(Path file, SQLException e) {
        return new LegacyException(file + " cannot be read: " + Line.of(String.valueOf(e.getMessage()), 200), e);
    }

    Session session() {
        return session;
    }

    /** The tables of the predecessor and of whoever else made some there. */
    Set<String> tables() throws SQLException {
        return new java.util.TreeSet<>(session.list(
                "SELECT lower(name) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
                row -> row.getString(1)));
    }

    long count(String table) throws SQLException {
        return tables().contains(table) ? session.number("SELECT count(*) FROM " + quoted(table)) : 0;
    }

    /** A column for a SELECT, or what stands for it in a database that was made before the column was. */
    String column(String table, String name, String otherwise) throws SQLException {
        return (has(table, name) ? name : otherwise) + " AS " + name;
    }

    boolean has(String table, String column) throws SQLException {
        return columns(table).contains(column);
    }

    private Set<String> columns(String table) throws SQLException {
        return new HashSet<>(session.list(
                "SELECT name FROM pragma_table_info(?)", row -> row.getString(1).toLowerCase(Locale.ROOT), table));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
