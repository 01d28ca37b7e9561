package rollcall.store.sqlite;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import rollcall.store.StoreException;
import rollcall.store.photo.PhotoSweep;

/** What the scans of a {@link Database} say about photos. May be used from any thread. */
public final class PhotoRows implements PhotoSweep.Rows {
    private static final String SWEPT = "store.photos-swept";

    private final Database database;

    public PhotoRows(Database database) {
        this.database = database;
    }

    @Override
    public List<LocalDate> daysAfter(LocalDate day) throws StoreException {
        return database.read(session -> session.list(
                "SELECT day FROM tally WHERE day > ? ORDER BY day",
                row -> LocalDate.ofEpochDay(row.getLong(1)),
                day.toEpochDay()));
    }

    @Override
    public Set<String> photos(LocalDate day) throws StoreException {
        return database.read(session -> new HashSet<>(session.list(
                "SELECT photo FROM tally JOIN scan ON scan.row BETWEEN first_row AND last_row AND scan.day = tally.day"
                        + " WHERE tally.day = ? AND photo IS NOT NULL",
                row -> row.getString(1),
                day.toEpochDay())));
    }

    @Override
    public LocalDate swept() throws StoreException {
        return database.read(session ->
                SqliteDeviceState.get(session, SWEPT).map(LocalDate::parse).orElse(LocalDate.MIN));
    }

    @Override
    public void swept(LocalDate day) throws StoreException {
        database.write(session -> {
            SqliteDeviceState.put(session, SWEPT, day);
            return day;
        });
    }
}
