package rollcall.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import rollcall.store.StoreException;
import rollcall.store.StoreException.Kind;

/**
 * One SQLite file in WAL mode with {@code synchronous=FULL}: a commit that returned is on the disk.
 *
 * <p>One thread writes ({@link Writer}); questions are answered on read-only connections that never wait for it.
 */
public final class SqliteDatabase implements Database, AutoCloseable {
    /** The log is cut back to this many bytes after a checkpoint. */
    private static final int LOG_BYTES = 8 << 20;

    private final Path file;
    private final Readers readers;
    private final Writer writer;
    private volatile boolean closed;

    /** Opens or creates the file and brings its tables up to date. The folder must be there. */
    public SqliteDatabase(Path file) throws StoreException {
        this(file, Schema.CURRENT);
    }

    SqliteDatabase(Path file, Schema schema) throws StoreException {
        this.file = file;
        checkAccess(file);
        boolean created = !Files.exists(file);
        Session session = null;
        try {
            session = new Session(
                    JDBC.createConnection("jdbc:sqlite:" + file, writing().toProperties()));
            schema.migrate(session);
            if (created) {
                // The name of a new file is durable only with its folder.
                sync(file.toAbsolutePath().resolveSibling("."));
            }
        } catch (SQLException | IOException e) {
            abandon(session, e);
            throw failure("cannot be opened", e);
        } catch (StoreException e) {
            abandon(session, e);
            throw new StoreException(e.kind(), "database " + file + ": " + e.getMessage(), e);
        }
        this.readers = new Readers(file);
        this.writer = new Writer(session);
    }

    private static SQLiteConfig writing() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Readers.BUSY_MILLIS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setJournalSizeLimit(LOG_BYTES);
        config.enforceForeignKeys(true);
        return config;
    }

    private static void checkAccess(Path file) throws StoreException {
        if (Files.exists(file) && !(Files.isReadable(file) && Files.isWritable(file))) {
            throw new StoreException(
                    Kind.FAILED,
                    "database " + file + " belongs to another user and cannot be read and written; give it to "
                            + System.getProperty("user.name"));
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The file itself, for those that copy or check it. */
    public Path file() {
        return file;
    }

    @Override
    public <R> R read(Work<R> question) throws StoreException {
        checkOpen();
        try {
            return readers.read(question);
        } catch (SQLException e) {
            throw failure("did not answer", e);
        }
    }

    @Override
    public <R> R write(Work<R> work) throws StoreException {
        checkOpen();
        try {
            return writer.write(work);
        } catch (SQLException e) {
            throw failure("did not take what was to be stored", e);
        }
    }

    @Override
    public void fold() throws StoreException {
        checkOpen();
        try (Session session = new Session(
                JDBC.createConnection("jdbc:sqlite:" + file, writing().toProperties()))) {
            session.number("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            throw failure("did not fold its log", e);
        }
    }

    /** Finishes the transactions under way, then closes. Afterwards every call says {@link Kind#CLOSED}. */
    @Override
    public void close() throws StoreException {
        closed = true;
        try {
            readers.close();
            writer.close();
        } catch (SQLException e) {
            throw failure("cannot be closed", e);
        }
    }

    private void checkOpen() throws StoreException {
        if (closed) {
            throw new StoreException(Kind.CLOSED, "the store is stopped");
        }
    }

    private static void abandon(@org.jspecify.annotations.Nullable Session session, Exception reason) {
        try {
            if (session != null) {
                session.close();
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private StoreException failure(String what, Exception e) {
        if (closed) {
            return new StoreException(Kind.CLOSED, "the store is stopped", e);
        }
        SQLiteErrorCode code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        // The low byte is the primary code; the rest says which kind of it (sqlite.org/rescode.html). A shared-memory
        // file
        // that cannot grow is how a full disk shows when the database is opened.
        int primary = code == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE ? 13 : code.code & 0xff;
        return switch (primary) {
            case 13 -> new StoreException(Kind.UNWRITABLE, "database " + file + " " + what + ": the disk is full", e);
            case 8, 10, 14 ->
                new StoreException(
                        Kind.UNWRITABLE,
                        "database " + file + " " + what + ": the disk does not write or read (" + code + ")",
                        e);
            case 11, 26 ->
                new StoreException(Kind.DAMAGED, "database " + file + " " + what + ": it is damaged or no database", e);
            default ->
                new StoreException(
                        Kind.FAILED, "database " + file + " " + what + ": " + String.valueOf(e.getMessage()), e);
        };
    }
}
