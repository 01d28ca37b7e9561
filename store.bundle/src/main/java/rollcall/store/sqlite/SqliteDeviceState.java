package rollcall.store.sqlite;

import java.sql.SQLException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.DeviceState;
import rollcall.store.StoreException;

/** The {@link DeviceState} in table {@code state}. */
@Component(service = DeviceState.class)
public final class SqliteDeviceState implements DeviceState {
    private final Database database;

    @Activate
    public SqliteDeviceState(@Reference Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> get(String key) throws StoreException {
        return database.read(session -> get(session, check(key)));
    }

    @Override
    public void put(String key, String value) throws StoreException {
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "state " + key + " of " + value.length() + " characters: at most " + MAX_LENGTH);
        }
        database.write(session -> {
            put(session, check(key), value);
            return value;
        });
    }

    public static Optional<String> get(Session session, String key) throws SQLException {
        return session.first("SELECT value FROM state WHERE key = ?", row -> row.getString(1), key);
    }

    public static void put(Session session, String key, Object value) throws SQLException {
        session.change(
                "INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                key,
                value.toString());
    }

    private static String check(String key) {
        if (!key.matches("[a-z0-9.-]{1,100}")) {
            throw new IllegalArgumentException(
                    "state key '" + key + "': 1 to 100 lower-case letters, digits, dots and dashes are allowed");
        }
        return key;
    }
}
