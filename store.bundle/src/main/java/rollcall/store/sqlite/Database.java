package rollcall.store.sqlite;

import rollcall.store.StoreException;

/** The terminal's database, for the parts of this bundle. May be used from any thread. */
public interface Database {
    /** Asks on one snapshot, without waiting for anybody who writes. */
    <R> R read(Work<R> question) throws StoreException;

    /** Does the work in a transaction and returns when it is durable. */
    <R> R write(Work<R> work) throws StoreException;

    /** Folds the write-ahead log into the file and cuts it, so that nothing older is left in it. */
    void fold() throws StoreException;
}
