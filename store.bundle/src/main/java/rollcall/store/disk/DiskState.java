package rollcall.store.disk;

/** How full the disk is. */
public enum DiskState {
    /** Room enough. */
    OK,
    /** Somebody should make room. */
    WARN,
    /** Scans will soon be refused, or are. */
    CRITICAL
}
