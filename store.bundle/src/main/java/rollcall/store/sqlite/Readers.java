package rollcall.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * Read-only connections, lent out for a question each. Safe from any thread.
 *
 * <p>In WAL mode a reader sees the last commit and never waits for the writer.
 */
final class Readers implements AutoCloseable {
    /** Idle readers kept; more are opened when needed and closed afterwards. */
    private static final int IDLE = 4;

    /** How long SQLite itself waits for a lock, such as that of another program. */
    static final int BUSY_MILLIS = 5_000;

    private final Path file;
    private final Deque<Session> idle = new ArrayDeque<>();
    private boolean closed;

    Readers(Path file) {
        this.file = file;
    }

    /** Does the work on one snapshot. */
    <R> R read(Work<R> work) throws SQLException, rollcall.store.StoreException {
        Session session = take();
        boolean good = false;
        try {
            session.execute("BEGIN");
            R result = work.in(session);
            session.execute("COMMIT");
            good = true;
            return result;
        } finally {
            giveBack(session, good);
        }
    }

    private Session take() throws SQLException {
        synchronized (idle) {
            if (closed) {
                throw new SQLException("the store is stopped");
            }
            Session session = idle.poll();
            if (session != null) {
                return session;
            }
        }
        return open(file);
    }

    /** A new read-only connection, which belongs to the caller. */
    static Session open(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setReadOnly(true);
        return new Session(JDBC.createConnection("jdbc:sqlite:" + file, config.toProperties()));
    }

    /** One that failed is not used again: its transaction may still be open. */
    private void giveBack(Session session, boolean good) throws SQLException {
        synchronized (idle) {
            if (good && !closed && idle.size() < IDLE) {
                idle.push(session);
                return;
            }
        }
        session.close();
    }

    @Override
    public void close() throws SQLException {
        synchronized (idle) {
            closed = true;
            for (Session session = idle.poll(); session != null; session = idle.poll()) {
                session.close();
            }
        }
    }
}
