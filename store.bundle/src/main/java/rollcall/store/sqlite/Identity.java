package rollcall.store.sqlite;

import java.sql.SQLException;
import rollcall.store.StoreException;

/**
 * Who this terminal is in the numbering of scans: device and epoch.
 *
 * @param key the key of the origin
 * @param device the device's name
 * @param epoch counts how often the numbering began anew
 */
public record Identity(long key, String device, int epoch) {
    private static final String EPOCH = "store.epoch";

    /** The identity of a database, which begins with epoch 1. */
    public static Identity of(Database database, String device) throws StoreException {
        return database.write(session -> of(session, device));
    }

    static Identity of(Session session, String device) throws SQLException {
        int epoch = SqliteDeviceState.get(session, EPOCH).map(Integer::valueOf).orElse(1);
        session.change(
                "INSERT INTO origin (device, epoch) VALUES (?, ?) ON CONFLICT (device, epoch) DO NOTHING",
                device,
                epoch);
        long key = session.number("SELECT key FROM origin WHERE device = ? AND epoch = ?", device, epoch);
        return new Identity(key, device, epoch);
    }

    /** Begins a new epoch: numbers that were given out and are no longer known must never be given out again. */
    public static void beginEpoch(Session session) throws SQLException {
        long highest = session.number("SELECT ifnull(max(epoch), 1) FROM origin");
        long named = SqliteDeviceState.get(session, EPOCH).map(Long::valueOf).orElse(1L);
        SqliteDeviceState.put(session, EPOCH, Math.max(highest, named) + 1);
    }
}
