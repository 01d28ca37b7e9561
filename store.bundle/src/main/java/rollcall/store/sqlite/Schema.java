package rollcall.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import rollcall.store.StoreException;

/**
 * The tables, and the way from each older version to the newest.
 *
 * <p>The version stands in {@code PRAGMA user_version}. A step is a list of statements run in one transaction with the
 * new version number; a step that was released is never changed.
 */
final class Schema {
    /** Marks the file as Rollcall's: "Roll" in ASCII. */
    static final int APPLICATION_ID = 0x526f6c6c;

    private static final List<List<String>> STEPS = List.of(
            // 0 -> 1
            List.of(
                    """
                    CREATE TABLE scan (
                      sequence    INTEGER PRIMARY KEY AUTOINCREMENT,
                      id          TEXT    NOT NULL UNIQUE,
                      code        TEXT    NOT NULL,
                      listed      INTEGER NOT NULL CHECK (listed IN (0, 1)),
                      name        TEXT    NOT NULL,
                      section     TEXT    NOT NULL,
                      status      TEXT    NOT NULL CHECK (status IN ('PRESENT', 'DUPLICATE', 'REJECTED')),
                      direction   TEXT             CHECK (direction IN ('LOGIN', 'LOGOUT')),
                      reason      TEXT,
                      earlier_at  INTEGER,
                      captured_at INTEGER NOT NULL,
                      day         TEXT    NOT NULL,
                      synced_at   INTEGER
                    ) STRICT
                    """,
                    // Only accepted rows count for the next decision, and duplicates can be many.
                    "CREATE INDEX scan_accepted_by_code ON scan (code, sequence) WHERE status = 'PRESENT'",
                    "CREATE INDEX scan_by_day ON scan (day, status)",
                    """
                    CREATE TABLE outbox (
                      sequence     INTEGER PRIMARY KEY REFERENCES scan (sequence),
                      state        TEXT    NOT NULL CHECK (state IN ('PENDING', 'SENT', 'ACKED', 'QUARANTINED')),
                      attempts     INTEGER NOT NULL DEFAULT 0,
                      next_attempt INTEGER,
                      reason       TEXT
                    ) STRICT
                    """,
                    "CREATE INDEX outbox_pending ON outbox (sequence) WHERE state = 'PENDING'"));

    /** The version this code writes and reads. */
    static final int NEWEST = STEPS.size();

    private Schema() {}

    /** Brings the database to {@link #NEWEST}; refuses one from the future and one that is not Rollcall's. */
    static void migrate(Connection connection) throws SQLException, StoreException {
        try (Statement statement = connection.createStatement()) {
            int version = number(statement, "PRAGMA user_version");
            int application = number(statement, "PRAGMA application_id");
            int tables = number(statement, "SELECT count(*) FROM sqlite_schema");
            if (application != APPLICATION_ID && tables > 0) {
                throw new StoreException(
                        StoreException.Kind.FAILED, "it is a database of another program; move it away to start anew");
            }
            if (version > NEWEST) {
                throw new StoreException(
                        StoreException.Kind.FAILED,
                        "it has schema version " + version + " and this store knows versions up to " + NEWEST
                                + "; install the newer store again");
            }
            for (int next = version + 1; next <= NEWEST; next++) {
                statement.execute("BEGIN IMMEDIATE");
                try {
                    for (String sql : STEPS.get(next - 1)) {
                        statement.execute(sql);
                    }
                    statement.execute("PRAGMA application_id = " + APPLICATION_ID);
                    statement.execute("PRAGMA user_version = " + next);
                    statement.execute("COMMIT");
                } catch (SQLException e) {
                    statement.execute("ROLLBACK");
                    throw e;
                }
            }
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            return result.getInt(1);
        }
    }
}
