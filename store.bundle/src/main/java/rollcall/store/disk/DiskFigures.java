package rollcall.store.disk;

/**
 * What is known about the disk, for health checks and metrics.
 *
 * @param state how full it is
 * @param freeBytes the room that is left
 * @param reserve whether the reserve is whole
 * @param photoBytes the bytes of all photos
 * @param photosMissing scans whose photo is missing
 * @param photosRemoved photos removed since the store started, because their time was over
 * @param rowsRemoved scans removed since then, for the same reason
 * @param straysRemoved files removed since then that no scan pointed at
 * @param writtenToday bytes this process had written to disks today
 */
public record DiskFigures(
        DiskState state,
        long freeBytes,
        boolean reserve,
        long photoBytes,
        long photosMissing,
        long photosRemoved,
        long rowsRemoved,
        long straysRemoved,
        long writtenToday) {}
