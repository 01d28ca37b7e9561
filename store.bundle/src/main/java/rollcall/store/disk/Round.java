package rollcall.store.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.osgi.service.event.EventAdmin;
import rollcall.store.DeviceState;
import rollcall.store.StoreException;
import rollcall.store.photo.PhotoDays;
import rollcall.store.photo.PhotoSweep;
import rollcall.store.sqlite.Database;
import rollcall.store.sqlite.PhotoRows;

/**
 * The steps of housekeeping, each of which does little and says whether there is more to do.
 *
 * <p>Called by one thread; {@link #figures} may be asked by any.
 */
final class Round {
    private static final System.Logger LOG = System.getLogger("rollcall.store");
    private static final long MEGABYTE = 1 << 20;

    /**
     * What it works with.
     *
     * @param database the rows
     * @param state small values
     * @param reserve the reserve on the same disk
     * @param events where changes of the state of the disk are told
     */
    record Parts(Database database, DeviceState state, Reserve reserve, EventAdmin events) {}

    private final Parts parts;
    private final DiskSettings settings;
    private final Space space;
    private final DiskGuard guard;
    private final PhotoSweep sweep;
    private final PhotoTotal total;
    private final Retention retention;
    private final WriteVolume volume;
    private volatile boolean reserved;

    /** For the folder {@code data}; the clock also says which day it is. */
    Round(Path data, Parts parts, DiskSettings settings, Space space, Clock clock) throws StoreException {
        this.parts = parts;
        this.settings = settings;
        this.space = space;
        PhotoDays folders = new PhotoDays(data.resolve("photos"));
        this.guard = new DiskGuard(space, settings.thresholds());
        this.sweep = new PhotoSweep(folders, new PhotoRows(parts.database()), clock);
        this.total = new PhotoTotal(parts.database(), folders, clock);
        this.retention = new Retention(parts.database(), folders, total, settings.retention(), clock);
        this.volume =
                new WriteVolume(parts.state(), WriteVolume::ofThisProcess, WriteVolume.nameOfThisProcess(), clock);
    }

    /** Looks how full the disk is and tells if that changed; true if it became fuller than it was. */
    boolean guard() throws IOException {
        DiskState before = guard.state();
        DiskState now = guard.look();
        if (now != before) {
            LOG.log(
                    now == DiskState.OK ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    "the disk is {0}: {1} MB are free",
                    now,
                    guard.free() / MEGABYTE);
            DiskTopics.post(parts.events(), now);
        }
        return now.compareTo(before) > 0;
    }

    /** Makes the reserve if there is room for it. */
    boolean reserve() throws IOException {
        long spared = settings.thresholds().warnBytes(space.total());
        reserved = parts.reserve().make(settings.reserveBytes(), space, spared);
        return false;
    }

    /** Counts what was written; puts that down too unless it would take the last room from a scan. */
    boolean volume() throws IOException, StoreException {
        volume.look(guard.state() != DiskState.CRITICAL);
        return false;
    }

    /** Sweeps one day's photos. */
    boolean sweep() throws IOException, StoreException {
        return sweep.step();
    }

    /** Removes one batch of what is over its time. */
    boolean retention() throws IOException, StoreException {
        return retention.step();
    }

    /** Counts the photos of one day. */
    boolean count() throws IOException, StoreException {
        return total.step();
    }

    /** Puts down what would be forgotten. */
    void close() throws StoreException, IOException {
        volume.look(false);
        volume.keep();
    }

    DiskFigures figures() throws IOException {
        return new DiskFigures(
                guard.state(),
                guard.free(),
                reserved && parts.reserve().size() > 0,
                total.bytes(),
                sweep.missingPhotos(),
                retention.photosRemoved(),
                retention.rowsRemoved(),
                sweep.removed(),
                volume.today());
    }
}
