package rollcall.store.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import rollcall.store.StoreException;
import rollcall.store.StoreException.Kind;

/**
 * The {@link Database} of a running terminal, {@code data/attendance.db}.
 *
 * <p>One that proves to be damaged is repaired under the feet of its users: their calls wait meanwhile.
 */
@Component(service = Database.class, immediate = true)
public final class DatabaseComponent implements Database {
    private static final System.Logger LOG = System.getLogger("rollcall.store");
    private static final String SALVAGED_TOPIC = "rollcall/health/STORE_SALVAGED";

    private final StoreOpening opening;
    private final Thread checking = new Thread(this::check, "store-check");

    /** Held for reading by every call, for writing while the database is replaced by a repaired one. */
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

    private SqliteDatabase database;
    private volatile boolean damaged;
    private final Spare spare;

    @Activate
    public DatabaseComponent(
            BundleContext context, @Reference EventAdmin events, @Reference Spare spare, @Reference SaidBefore said)
            throws StoreException, IOException {
        this.spare = spare;
        Path home = Path.of(String.valueOf(context.getProperty("rollcall.home")));
        this.opening = new StoreOpening(
                home, Clock.systemUTC(), text -> events.postEvent(new Event(SALVAGED_TOPIC, Map.of("message", text))));
        try {
            this.database = SecondAttempt.of(spare, opening::open);
        } catch (StoreException e) {
            String reason = String.valueOf(e.getMessage());
            // Declarative Services would bury this line in a stack trace.
            LOG.log(said.isNew(reason) ? System.Logger.Level.ERROR : System.Logger.Level.DEBUG, reason);
            throw e;
        }
        checking.setDaemon(true);
        if (opening.isCheckDue()) {
            checking.start();
        }
    }

    private void check() {
        try {
            boolean broken = call(open -> opening.check(open).isPresent());
            if (broken) {
                repair();
            }
        } catch (StoreException e) {
            if (e.kind() != Kind.CLOSED) {
                LOG.log(System.Logger.Level.ERROR, "the database could not be checked: {0}", e.getMessage());
            }
        }
    }

    private void repair() throws StoreException {
        use.writeLock().lock();
        try {
            database = opening.repair(database);
            damaged = false;
        } finally {
            use.writeLock().unlock();
        }
    }

    @Deactivate
    public void close() throws StoreException, IOException {
        use.writeLock().lock();
        try {
            database.close();
            if (!damaged) {
                opening.closed();
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    @FunctionalInterface
    private interface Call<R> {
        R to(SqliteDatabase database) throws StoreException;
    }

    private <R> R call(Call<R> call) throws StoreException {
        use.readLock().lock();
        try {
            return call.to(database);
        } catch (StoreException e) {
            // Not marked as closed then, so that the next start checks and repairs it.
            damaged |= e.kind() == Kind.DAMAGED;
            throw e;
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public <R> R read(Work<R> question) throws StoreException {
        return call(open -> open.read(question));
    }

    @Override
    public void fold() throws StoreException {
        call(open -> {
            open.fold();
            return open;
        });
    }

    @Override
    public <R> R write(Work<R> work) throws StoreException {
        // Each attempt takes the database as it is then: the first may have found it being repaired.
        return SecondAttempt.of(spare, () -> call(open -> open.write(work)));
    }
}
