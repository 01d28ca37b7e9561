package rollcall.store.disk;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import rollcall.store.StoreException;
import rollcall.store.photo.PhotoDays;
import rollcall.store.sqlite.Database;
import rollcall.store.sqlite.RetentionTable;
import rollcall.store.sqlite.Session;
import rollcall.store.sqlite.SqliteDeviceState;

/**
 * The bytes of all photos, kept as scans come and photos go, and counted on the disk once a day, a folder at a time.
 *
 * <p>Changed by one thread; {@link #bytes} may be asked by any.
 */
final class PhotoTotal {
    private static final String KEY = "store.photos-total";

    private final Database database;
    private final PhotoDays folders;
    private final Clock clock;
    private final Deque<LocalDate> ahead = new ArrayDeque<>();

    /** How the total stood when it was put down last. */
    private record Kept(long row, long bytes, LocalDate counted) {
        static Kept of(String text) {
            String[] parts = text.split(" ", -1);
            return new Kept(Long.parseLong(parts[0]), Long.parseLong(parts[1]), LocalDate.parse(parts[2]));
        }

        @Override
        public String toString() {
            return row + " " + bytes + " " + counted;
        }
    }

    private volatile Kept kept;
    private long counting;

    PhotoTotal(Database database, PhotoDays folders, Clock clock) throws StoreException {
        this.database = database;
        this.folders = folders;
        this.clock = clock;
        this.kept = database.read(session -> SqliteDeviceState.get(session, KEY))
                .map(Kept::of)
                .orElse(new Kept(0, 0, LocalDate.EPOCH));
    }

    long bytes() {
        return kept.bytes();
    }

    /** Adds the photos of the scans that came since. */
    void look() throws StoreException {
        Kept before = kept;
        kept = database.read(session -> new Kept(
                RetentionTable.lastRow(session),
                before.bytes() + RetentionTable.photoBytes(session, before.row()),
                before.counted()));
    }

    /** Counts one folder if today's count is not finished; true if there are more. */
    boolean step() throws IOException, StoreException {
        LocalDate today = LocalDate.now(clock);
        if (ahead.isEmpty()) {
            if (kept.counted().equals(today)) {
                return false;
            }
            ahead.addAll(folders.all());
            counting = 0;
        }
        if (ahead.size() <= 1) {
            // The last folder is the one that grows: its photos up to here are counted, those of later rows are added.
            look();
        }
        LocalDate day = ahead.poll();
        if (day != null) {
            counting += folders.bytes(day);
        }
        if (!ahead.isEmpty()) {
            return true;
        }
        kept = new Kept(kept.row(), counting, today);
        database.write(session -> {
            keep(session, 0);
            return today;
        });
        return false;
    }

    /** Puts down, in the transaction that removes them, what there will be without this many bytes. */
    void keep(Session session, long without) throws SQLException {
        SqliteDeviceState.put(session, KEY, new Kept(kept.row(), kept.bytes() - without, kept.counted()));
    }

    /** Takes off what was removed; a count under way, which may have had it or not, begins anew. */
    void removed(long bytes) {
        kept = new Kept(kept.row(), kept.bytes() - bytes, kept.counted());
        ahead.clear();
    }
}
