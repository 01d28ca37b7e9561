package rollcall.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import rollcall.scan.Capture;
import rollcall.scan.Decision;
import rollcall.scan.Scan;
import rollcall.scan.Student;
import rollcall.store.Queue;
import rollcall.store.Recorded;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;
import rollcall.store.StoreException.Kind;
import rollcall.store.Totals;
import rollcall.store.admission.Admission;
import rollcall.store.roster.Roster;

/**
 * The scans in one SQLite file, in WAL mode with {@code synchronous=FULL}: a commit that returned is on the disk.
 *
 * <p>One thread at a time writes, under a lock, so that the decision and the row it leads to cannot be torn apart by
 * another card of the same student.
 */
public final class SqliteScanStore implements ScanStore, AutoCloseable {
    /** Characters kept of a text that is no code; enough to recognise it, too few to fill the disk. */
    static final int MALFORMED_KEPT = 256;

    private final Path file;
    private final Admission admission;
    private final Supplier<Roster> roster;
    private final Connections connections;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean closed;

    /** Opens or creates the file and brings its schema up to date. */
    public SqliteScanStore(Path file, Admission admission, Supplier<Roster> roster) throws StoreException {
        this.file = file;
        this.admission = admission;
        this.roster = roster;
        try {
            this.connections = new Connections(file);
        } catch (SQLException e) {
            throw failure("cannot be opened", e);
        }
        try {
            Schema.migrate(connections.writer());
        } catch (SQLException e) {
            abandon(e);
            throw failure("cannot be opened", e);
        } catch (StoreException e) {
            abandon(e);
            throw new StoreException(e.kind(), "database " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Decision decide(String code, Instant at) throws StoreException {
        Roster listed = roster.get();
        return ask(connection -> admission.decide(code, at, listed, ScanTable.lastAccepted(connection, kept(code))));
    }

    @Override
    public Recorded record(Capture capture) throws StoreException {
        Roster listed = roster.get();
        writing.lock();
        try {
            checkOpen();
            return inTransaction(connections.writer(), connection -> {
                Optional<Scan> before = ScanTable.byId(connection, capture.id());
                if (before.isPresent()) {
                    return new Recorded(before.get(), true);
                }
                String code = kept(capture.code());
                Decision decision = admission.decide(
                        capture.code(), capture.capturedAt(), listed, ScanTable.lastAccepted(connection, code));
                Optional<Student> student = listed.student(capture.code());
                ScanTable.insert(connection, capture, code, admission.day(capture.capturedAt()), student, decision);
                return new Recorded(ScanTable.byId(connection, capture.id()).orElseThrow(), false);
            });
        } catch (SQLException e) {
            throw failure("did not take the scan", e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public List<Scan> recent(int limit) throws StoreException {
        int rows = checkLimit(limit);
        return ask(connection -> ScanTable.newest(connection, rows));
    }

    @Override
    public List<Scan> after(long sequence, int limit) throws StoreException {
        int rows = checkLimit(limit);
        return ask(connection -> ScanTable.after(connection, sequence, rows));
    }

    @Override
    public Totals totals(Instant now) throws StoreException {
        return ask(connection -> ScanTable.totals(connection, admission.day(now)));
    }

    @Override
    public Queue queue() throws StoreException {
        return ask(ScanTable::queue);
    }

    /** Waits for the transaction that is under way, then closes. Afterwards every call says {@link Kind#CLOSED}. */
    @Override
    public void close() throws StoreException {
        closed = true;
        writing.lock();
        try {
            connections.close();
        } catch (SQLException e) {
            throw failure("cannot be closed", e);
        } finally {
            writing.unlock();
        }
    }

    @FunctionalInterface
    private interface Work<R> {
        R on(Connection connection) throws SQLException;
    }

    private <R> R inTransaction(Connection connection, Work<R> work) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                R result = work.on(connection);
                statement.execute("COMMIT");
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(statement, e);
                throw e;
            }
        }
    }

    private static void rollBack(Statement statement, Exception reason) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite has rolled back by itself after some errors and then says that no transaction is active.
            reason.addSuppressed(e);
        }
    }

    private <R> R ask(Work<R> work) throws StoreException {
        checkOpen();
        try {
            Connection reader = connections.reader();
            try {
                return work.on(reader);
            } finally {
                connections.giveBack(reader);
            }
        } catch (SQLException e) {
            throw failure("did not answer", e);
        }
    }

    private String kept(String code) {
        if (admission.isWellFormed(code) || code.length() <= MALFORMED_KEPT) {
            return code;
        }
        int end = Character.isHighSurrogate(code.charAt(MALFORMED_KEPT - 1)) ? MALFORMED_KEPT - 1 : MALFORMED_KEPT;
        return code.substring(0, end);
    }

    private static int checkLimit(int limit) {
        if (limit < 1 || limit > MAX_ROWS) {
            throw new IllegalArgumentException("limit = " + limit + ": allowed are 1 to " + MAX_ROWS);
        }
        return limit;
    }

    private void checkOpen() throws StoreException {
        if (closed) {
            throw new StoreException(Kind.CLOSED, "the store is stopped");
        }
    }

    private void abandon(Exception reason) {
        try {
            connections.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private StoreException failure(String what, SQLException e) {
        if (closed) {
            return new StoreException(Kind.CLOSED, "the store is stopped", e);
        }
        SQLiteErrorCode code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        // The low byte is the primary code; the rest says which kind of it (sqlite.org/rescode.html).
        return switch (code.code & 0xff) {
            case 13 -> new StoreException(Kind.UNWRITABLE, "database " + file + " " + what + ": the disk is full", e);
            case 8, 10, 14 ->
                new StoreException(
                        Kind.UNWRITABLE,
                        "database " + file + " " + what + ": the disk does not write or read (" + code + ")",
                        e);
            default ->
                new StoreException(
                        Kind.FAILED, "database " + file + " " + what + ": " + String.valueOf(e.getMessage()), e);
        };
    }
}
