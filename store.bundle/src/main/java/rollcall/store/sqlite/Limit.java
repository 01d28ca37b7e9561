package rollcall.store.sqlite;

import rollcall.store.ScanStore;

/** The range of every question for rows. */
final class Limit {
    private Limit() {}

    static int check(int limit) {
        if (limit < 1 || limit > ScanStore.MAX_ROWS) {
            throw new IllegalArgumentException("limit = " + limit + ": allowed are 1 to " + ScanStore.MAX_ROWS);
        }
        return limit;
    }
}
