package rollcall.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import rollcall.store.StoreException;

/** The {@link Database} of a running terminal, {@code data/attendance.db}. */
@Component(service = Database.class, immediate = true)
public final class DatabaseComponent implements Database {
    private static final System.Logger LOG = System.getLogger("rollcall.store");

    private final SqliteDatabase database;

    @Activate
    public DatabaseComponent(BundleContext context) throws StoreException, IOException {
        Path home = Path.of(String.valueOf(context.getProperty("rollcall.home")));
        Path data = Files.createDirectories(home.resolve("data"));
        try {
            this.database = new SqliteDatabase(data.resolve("attendance.db"));
        } catch (StoreException e) {
            // Declarative Services would bury this line in a stack trace.
            LOG.log(System.Logger.Level.ERROR, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    @Deactivate
    public void close() throws StoreException {
        database.close();
    }

    @Override
    public <R> R read(Work<R> question) throws StoreException {
        return database.read(question);
    }

    @Override
    public <R> R write(Work<R> work) throws StoreException {
        return database.write(work);
    }
}
