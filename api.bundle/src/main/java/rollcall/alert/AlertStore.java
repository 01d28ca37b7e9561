package rollcall.alert;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import rollcall.store.StoreException;

/** Keeps alerts, what is still to be told, and silences. May be called from any thread. */
@ProviderType
public interface AlertStore {
    /**
     * What changed, kept in one transaction.
     *
     * @param alerts new ones and those that changed, by id
     * @param pending new rows and those that changed, by key
     * @param silences new ones
     */
    record Change(List<Alert> alerts, List<Pending> pending, List<Silence> silences) {
        public Change {
            alerts = List.copyOf(alerts);
            pending = List.copyOf(pending);
            silences = List.copyOf(silences);
        }

        public boolean isEmpty() {
            return alerts.isEmpty() && pending.isEmpty() && silences.isEmpty();
        }
    }

    /** Keeps it; durable when the call returns, all of it or nothing. */
    void keep(Change change) throws StoreException;

    /** Alerts that are not resolved, rows that wait in the order they were first kept in, silences that are not over. */
    Change load(Instant now) throws StoreException;

    /** Rows that were refused for good, the newest first; {@code limit} from 1 to 1,000. */
    List<Pending> dead(int limit) throws StoreException;

    /** Removes what is resolved or settled since before the given time. */
    int forget(Instant before) throws StoreException;
}
