package rollcall.store;

import rollcall.scan.Scan;

/**
 * The answer to {@link ScanStore#record}.
 *
 * @param scan the row as it stands on the disk
 * @param repeated true if the id was stored before this call, which then changed nothing
 */
public record Recorded(Scan scan, boolean repeated) {}
