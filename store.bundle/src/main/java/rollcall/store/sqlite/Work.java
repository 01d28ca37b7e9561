package rollcall.store.sqlite;

import java.sql.SQLException;
import rollcall.store.StoreException;

/**
 * Something to do with the database in one go.
 *
 * @param <R> what comes of it
 */
@FunctionalInterface
public interface Work<R> {
    /** Does it; whatever is thrown undoes all of it. */
    R in(Session session) throws SQLException, StoreException;
}
