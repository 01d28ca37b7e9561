package rollcall.store.disk;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import rollcall.store.StoreException;
import rollcall.store.photo.PhotoDays;
import rollcall.store.sqlite.Database;
import rollcall.store.sqlite.RetentionTable;
import rollcall.store.sqlite.RetentionTable.Old;
import rollcall.store.sqlite.RetentionTable.Pictured;
import rollcall.store.sqlite.RetentionTable.Scope;
import rollcall.store.sqlite.SqliteDeviceState;

/**
 * Removes photos and rows whose time is over: photos by age, then the oldest by size, rows last. Used by one thread.
 *
 * <p>The row goes first, then the file; {@link PhotoRemoval} sees to it that none is forgotten in between.
 */
final class Retention {
    /** Rows in a transaction: recording waits for so many at most. */
    static final int BATCH = 200;

    /** A row below which none has a photo, so that years of rows are not read at every start; put down now and then. */
    private static final String FROM = "store.photos-from";

    private static final int FROM_STEP = 10_000;

    /**
     * What is kept for how long.
     *
     * @param photoDays days of photos, 0 for ever
     * @param photoBytes bytes of all photos, 0 for any size
     * @param scanDays days of scans, 0 for ever
     * @param unacknowledged whether also that goes which the far end never acknowledged
     */
    record Rules(int photoDays, long photoBytes, int scanDays, boolean unacknowledged) {}

    private final Database database;
    private final PhotoRemoval files;
    private final PhotoTotal total;
    private final Rules rules;
    private final Clock clock;
    private long firstWithPhoto;
    private long fromKept;
    private final AtomicLong photosRemoved = new AtomicLong();
    private final AtomicLong rowsRemoved = new AtomicLong();

    Retention(Database database, PhotoDays folders, PhotoTotal total, Rules rules, Clock clock) throws StoreException {
        this.database = database;
        this.files = new PhotoRemoval(database, folders, clock);
        this.total = total;
        this.rules = rules;
        this.clock = clock;
        this.fromKept = database.read(session -> SqliteDeviceState.get(session, FROM))
                .map(Long::parseLong)
                .orElse(0L);
        this.firstWithPhoto = fromKept;
    }

    /** Removes one batch; true if there may be more. */
    boolean step() throws IOException, StoreException {
        files.finish();
        total.look();
        lookForPhotos();
        long excess = total.bytes() - rules.photoBytes();
        boolean more = rules.photoDays() > 0 && removePhotos(before(rules.photoDays()), Long.MAX_VALUE);
        more = more || (rules.photoBytes() > 0 && excess > 0 && removePhotos(Long.MAX_VALUE, excess));
        more = more || (rules.scanDays() > 0 && removeRows(before(rules.scanDays())));
        return more;
    }

    private void lookForPhotos() throws StoreException {
        long from = firstWithPhoto;
        long first = database.read(session -> RetentionTable.firstWithPhoto(session, from));
        firstWithPhoto = first;
        if (first - fromKept >= FROM_STEP) {
            database.write(session -> {
                SqliteDeviceState.put(session, FROM, first);
                return first;
            });
            fromKept = first;
        }
    }

    private long before(int days) {
        return LocalDate.now(clock).minusDays(days).toEpochDay();
    }

    private boolean removePhotos(long before, long most) throws IOException, StoreException {
        Scope scope = new Scope(before, rules.unacknowledged());
        long from = firstWithPhoto - 1;
        List<Pictured> batch = new ArrayList<>();
        long bytes = 0;
        for (Pictured photo : database.read(session -> RetentionTable.photos(session, from, scope, BATCH))) {
            if (bytes >= most) {
                break;
            }
            batch.add(photo);
            bytes += photo.bytes();
        }
        if (batch.isEmpty()) {
            return false;
        }
        List<String> paths = batch.stream().map(Pictured::path).toList();
        long removed = bytes;
        database.write(session -> {
            RetentionTable.forgetPhotos(session, batch);
            files.intend(session, paths);
            total.keep(session, removed);
            return removed;
        });
        total.removed(removed);
        photosRemoved.addAndGet(batch.size());
        files.finish();
        return true;
    }

    private boolean removeRows(long before) throws IOException, StoreException {
        Scope scope = new Scope(before, rules.unacknowledged());
        for (long origin : database.read(RetentionTable::origins)) {
            // Asked without holding up anybody first, as there is nothing to remove most of the time.
            if (!database.read(session -> RetentionTable.prefix(session, origin, scope, 1))
                    .isEmpty()) {
                removeRows(origin, scope);
                return true;
            }
        }
        return false;
    }

    private void removeRows(long origin, Scope scope) throws IOException, StoreException {
        List<Old> gone = database.write(session -> {
            List<Old> prefix = RetentionTable.prefix(session, origin, scope, BATCH);
            RetentionTable.remove(session, origin, prefix);
            files.intend(session, paths(prefix));
            total.keep(session, bytes(prefix));
            return prefix;
        });
        total.removed(bytes(gone));
        rowsRemoved.addAndGet(gone.size());
        photosRemoved.addAndGet(paths(gone).size());
        files.finish();
    }

    private static List<String> paths(List<Old> rows) {
        List<String> paths = new ArrayList<>();
        for (Old row : rows) {
            @Nullable String photo = row.photo();
            if (photo != null) {
                paths.add(photo);
            }
        }
        return paths;
    }

    private static long bytes(List<Old> rows) {
        return rows.stream().mapToLong(Old::photoBytes).sum();
    }

    long photosRemoved() {
        return photosRemoved.get();
    }

    long rowsRemoved() {
        return rowsRemoved.get();
    }
}
