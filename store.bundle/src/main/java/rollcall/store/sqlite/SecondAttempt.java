package rollcall.store.sqlite;

import rollcall.store.StoreException;
import rollcall.store.StoreException.Kind;

/** A {@link Database} that writes once more after the {@link Spare} room was given up for a full disk. */
public final class SecondAttempt implements Database {
    private final Database database;
    private final Spare spare;

    public SecondAttempt(Database database, Spare spare) {
        this.database = database;
        this.spare = spare;
    }

    @Override
    public <R> R read(Work<R> question) throws StoreException {
        return database.read(question);
    }

    @Override
    public <R> R write(Work<R> work) throws StoreException {
        return of(spare, () -> database.write(work));
    }

    @Override
    public void fold() throws StoreException {
        database.fold();
    }

    /** Something that may find the disk full. */
    @FunctionalInterface
    public interface Attempt<R> {
        R call() throws StoreException;
    }

    /** Tries, and once more if the disk was full and the spare room could be given up. */
    public static <R> R of(Spare spare, Attempt<R> attempt) throws StoreException {
        int before = spare.given();
        try {
            return attempt.call();
        } catch (StoreException e) {
            if (e.kind() != Kind.UNWRITABLE || !spare.giveUp(before)) {
                throw e;
            }
            return attempt.call();
        }
    }
}
