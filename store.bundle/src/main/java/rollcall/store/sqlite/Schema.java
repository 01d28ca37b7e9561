package rollcall.store.sqlite;

import java.sql.SQLException;
import java.util.List;
import rollcall.store.StoreException;
import rollcall.store.StoreException.Kind;

/**
 * The versions of the tables, the way from each to the next, and which older stores can still work with a newer one.
 *
 * <p>The version stands in {@code PRAGMA user_version}; the oldest version of the store that can work with it stands in
 * {@code state} under {@value #READABLE_FROM}. A step that only adds (expand) leaves that as it is, so that the store of
 * the version before opens the database again after an update was rolled back; what such a step made superfluous is taken
 * away by a later one (contract). A step that was released is never changed.
 *
 * @param steps how to come from version i to i + 1
 */
record Schema(List<Step> steps) {
    /** Marks the file as Rollcall's: "Roll" in ASCII. */
    static final int APPLICATION_ID = 0x526f6c6c;

    private static final String READABLE_FROM = "store.readable-from";

    /**
     * One step.
     *
     * @param readableFrom the oldest version of the store that can read and write what this step makes
     * @param statements run in one transaction with the new version number
     */
    record Step(int readableFrom, List<String> statements) {}

    /** The versions there are. */
    static final Schema CURRENT = new Schema(List.of(
            SchemaSteps.FIRST,
            SchemaSteps.LEGAL_RECORD,
            OutboxSteps.TARGETS,
            AlertSchema.step(),
            SchoolSteps.PULLED,
            SchoolSteps.MESSAGES,
            ClockSteps.OFFSETS));

    /** The version this store writes. */
    int newest() {
        return steps.size();
    }

    /**
     * Brings the database to the newest version; leaves one alone that is newer and says that this store can work with it;
     * refuses any other newer one, and one that is not Rollcall's.
     */
    void migrate(Session session) throws SQLException, StoreException {
        int version = (int) session.number("PRAGMA user_version");
        if (session.number("PRAGMA application_id") != APPLICATION_ID
                && session.number("SELECT count(*) FROM sqlite_schema") > 0) {
            throw new StoreException(Kind.FAILED, "it is a database of another program; move it away to start anew");
        }
        if (version > newest() && readableFrom(session) > newest()) {
            throw new StoreException(
                    Kind.FAILED,
                    "it has schema version " + version + " and this store knows versions up to " + newest()
                            + "; install the newer store again");
        }
        for (int next = version + 1; next <= newest(); next++) {
            step(session, next);
        }
    }

    private void step(Session session, int next) throws SQLException {
        Step step = steps.get(next - 1);
        session.execute("BEGIN IMMEDIATE");
        try {
            for (String sql : step.statements()) {
                session.execute(sql);
            }
            if (next > 1) {
                SqliteDeviceState.put(session, READABLE_FROM, step.readableFrom());
            }
            session.execute("PRAGMA application_id = " + APPLICATION_ID);
            session.execute("PRAGMA user_version = " + next);
            session.execute("COMMIT");
        } catch (SQLException e) {
            session.execute("ROLLBACK");
            throw e;
        }
    }

    /** What a newer database says of the stores that can work with it. */
    private static long readableFrom(Session session) throws SQLException {
        return session.first("SELECT value FROM state WHERE key = ?", row -> row.getLong(1), READABLE_FROM)
                .orElse(Long.MAX_VALUE);
    }
}
