package rollcall.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * The connections to one database file: one that writes, and read-only ones lent out for a question each.
 *
 * <p>In WAL mode a reader sees the last commit and never waits for the writer.
 */
final class Connections implements AutoCloseable {
    /** Idle readers kept; more are opened when needed and closed afterwards. */
    private static final int IDLE_READERS = 4;

    /** How long SQLite itself waits for a lock, such as that of a backup program. */
    private static final int BUSY_MILLIS = 5_000;

    private final String url;
    private final Connection writer;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean closed;

    Connections(Path file) throws SQLException {
        this.url = "jdbc:sqlite:" + file;
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        this.writer = open(config.toProperties());
    }

    /** The writing connection; only the holder of the store's write lock may touch it. */
    Connection writer() {
        return writer;
    }

    /** Lends a read-only connection; give it back with {@link #giveBack}. */
    Connection reader() throws SQLException {
        synchronized (idle) {
            if (closed) {
                throw new SQLException("the store is stopped");
            }
            Connection reader = idle.poll();
            if (reader != null) {
                return reader;
            }
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setReadOnly(true);
        return open(config.toProperties());
    }

    void giveBack(Connection reader) throws SQLException {
        synchronized (idle) {
            if (!closed && idle.size() < IDLE_READERS) {
                idle.push(reader);
                return;
            }
        }
        reader.close();
    }

    private Connection open(Properties properties) throws SQLException {
        return JDBC.createConnection(url, properties);
    }

    @Override
    public void close() throws SQLException {
        synchronized (idle) {
            closed = true;
            for (Connection reader = idle.poll(); reader != null; reader = idle.poll()) {
                reader.close();
            }
        }
        // Last of all: closing the last connection folds the log into the database file.
        writer.close();
    }
}
