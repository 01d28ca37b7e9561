package rollcall.store.disk;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import rollcall.store.StoreException;
import rollcall.store.photo.PhotoDays;
import rollcall.store.sqlite.Database;
import rollcall.store.sqlite.PhotoRows;
import rollcall.store.sqlite.Session;
import rollcall.store.sqlite.SqliteDeviceState;

/**
 * The files of photos that no row points at any more, put down in the transaction that took the rows' pointers away, so
 * that none is forgotten in a power cut. Used by one thread.
 */
final class PhotoRemoval {
    private static final String REMOVING = "store.photos-removing";
    private static final int DAY_LENGTH = "yyyy/mm/dd".length();

    private final Database database;
    private final PhotoDays folders;
    private final PhotoRows rows;
    private final Clock clock;
    private boolean unfinished = true;

    PhotoRemoval(Database database, PhotoDays folders, Clock clock) {
        this.database = database;
        this.folders = folders;
        this.rows = new PhotoRows(database);
        this.clock = clock;
    }

    /** Puts down which files are to go; those of the time before have to be gone. */
    void intend(Session session, Collection<String> paths) throws SQLException {
        unfinished = true;
        SqliteDeviceState.put(session, REMOVING, String.join("\n", paths));
    }

    /** Removes what was put down, in this life of the terminal or one before. */
    void finish() throws IOException, StoreException {
        if (!unfinished) {
            return;
        }
        String paths = database.read(session -> SqliteDeviceState.get(session, REMOVING))
                .orElse("");
        if (!paths.isEmpty()) {
            remove(List.of(paths.split("\n", -1)));
            database.write(session -> {
                SqliteDeviceState.put(session, REMOVING, "");
                return paths;
            });
        }
        unfinished = false;
    }

    /** Two scans of a day may have the same picture; it goes with the second. */
    private void remove(Collection<String> paths) throws IOException, StoreException {
        Set<LocalDate> days = new TreeSet<>();
        for (String path : paths) {
            days.add(LocalDate.parse(path.substring(0, DAY_LENGTH).replace('/', '-')));
        }
        Set<String> gone = new HashSet<>(paths);
        for (LocalDate day : days) {
            gone.removeAll(rows.photos(day));
        }
        folders.removePaths(gone, LocalDate.now(clock));
    }
}
