package rollcall.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import rollcall.store.StoreException;
import rollcall.store.StoreException.Kind;

/**
 * The one thread that writes, named {@code store-writer}.
 *
 * <p>Work that came while the disk was busy with a commit is done in one transaction with one commit, each piece behind a
 * savepoint of its own, so that a piece that fails undoes itself alone. Whoever gave the work in waits until it is durable.
 */
final class Writer implements AutoCloseable {
    /** The most pieces of work in one transaction; more would let the first wait for too long. */
    private static final int MOST = 64;

    private final Session session;
    private final BlockingQueue<Task<?>> tasks = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "store-writer");
    private volatile boolean closed;

    /** Takes over a connection that may write. */
    Writer(Session session) {
        this.session = session;
        thread.setDaemon(true);
        thread.start();
    }

    private static final class Task<R> {
        private final Work<R> work;
        private final CompletableFuture<R> done = new CompletableFuture<>();
        private Runnable outcome = () -> {};

        Task(Work<R> work) {
            this.work = work;
        }

        /** Does the work; what came of it is told only after the commit. */
        void run(Session session) throws SQLException, StoreException {
            R result = work.in(session);
            outcome = () -> done.complete(result);
        }

        void fail(Throwable reason) {
            outcome = () -> done.completeExceptionally(reason);
        }
    }

    /**
     * Does the work in a transaction and returns when it is durable. An interrupt does not cut the wait short, for nobody
     * could then say whether it was done; the thread's interrupt flag stays set.
     */
    <R> R write(Work<R> work) throws SQLException, StoreException {
        Task<R> task = new Task<>(work);
        synchronized (tasks) {
            if (closed) {
                throw new StoreException(Kind.CLOSED, "the store is stopped");
            }
            tasks.add(task);
        }
        try {
            return task.done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            if (e.getCause() instanceof IllegalArgumentException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void run() {
        List<Task<?>> batch = new ArrayList<>();
        while (!closed || !tasks.isEmpty()) {
            try {
                batch.add(tasks.take());
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt this thread: close() wakes it with a last piece of work.
                continue;
            }
            tasks.drainTo(batch, MOST - 1);
            transact(batch);
            batch.forEach(task -> task.outcome.run());
            batch.clear();
        }
    }

    private void transact(List<Task<?>> batch) {
        try {
            session.execute("BEGIN IMMEDIATE");
            for (Task<?> task : batch) {
                piece(task);
            }
            session.execute("COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            batch.forEach(task -> task.fail(e));
            rollBack(e);
        }
    }

    private void piece(Task<?> task) throws SQLException {
        session.execute("SAVEPOINT piece");
        try {
            task.run(session);
        } catch (SQLException | StoreException | RuntimeException | Error e) {
            // After a full disk SQLite may have rolled everything back; then this fails, and with it the whole batch.
            undoPiece(e);
            task.fail(e);
        }
        session.execute("RELEASE piece");
    }

    private void undoPiece(Throwable reason) throws SQLException {
        try {
            session.execute("ROLLBACK TO piece");
        } catch (SQLException e) {
            if (reason instanceof SQLException first) {
                first.addSuppressed(e);
                throw first;
            }
            e.addSuppressed(reason);
            throw e;
        }
    }

    private void rollBack(Throwable reason) {
        try {
            session.execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite has rolled back by itself after some errors and then says that no transaction is active.
            reason.addSuppressed(e);
        }
    }

    /** Does what was given in before, then closes the connection. */
    @Override
    public void close() throws SQLException {
        synchronized (tasks) {
            if (closed) {
                return;
            }
            closed = true;
            // The last piece of work, which does nothing, wakes the thread if it waits.
            tasks.add(new Task<>(last -> true));
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        // Last of all: closing the last connection folds the log into the database file.
        session.close();
    }
}
