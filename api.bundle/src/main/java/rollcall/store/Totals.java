package rollcall.store;

/**
 * How many scans there are.
 *
 * @param lastRow the highest row, 0 when nothing is stored
 * @param acceptedToday accepted scans of the local day, late ones included
 * @param lateToday those of them that were late
 * @param duplicatesToday duplicates of the local day
 * @param rejectedToday refused scans of the local day
 */
public record Totals(long lastRow, long acceptedToday, long lateToday, long duplicatesToday, long rejectedToday) {}
