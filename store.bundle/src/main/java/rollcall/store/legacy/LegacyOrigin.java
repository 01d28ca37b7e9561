package rollcall.store.legacy;

import java.sql.SQLException;
import java.util.Optional;

/**
 * The terminal that a predecessor's database is from.
 *
 * @param name what it called itself, if it did
 * @param device what it is called here
 */
record LegacyOrigin(Optional<String> name, String device) {
    /** Reads the name from {@code device_status}; a terminal without one is known by its first row. */
    static LegacyOrigin of(LegacyFile legacy) throws SQLException {
        Optional<String> name = Optional.empty();
        if (legacy.tables().contains("device_status")) {
            name = legacy.session()
                    .first(
                            "SELECT " + legacy.column("device_status", "device_id", "NULL")
                                    + " FROM device_status ORDER BY rowid LIMIT 1",
                            row -> String.valueOf(row.getString(1)).strip())
                    .filter(text -> !text.isEmpty() && !text.equals("null"));
        }
        if (name.isPresent()) {
            return new LegacyOrigin(name, LegacyId.origin(name.get()));
        }
        String first = legacy.session()
                .first(
                        "SELECT rowid, student_id, timestamp FROM attendance ORDER BY rowid LIMIT 1",
                        row -> row.getLong(1) + " " + row.getString(2) + " " + row.getString(3))
                .orElse("");
        return new LegacyOrigin(name, LegacyId.origin("", first));
    }

    /** Where the highest row that was looked at is kept. */
    String markKey() {
        return "store." + device;
    }
}
