package rollcall.store;

/**
 * How many scans there are.
 *
 * @param lastSequence the highest sequence, 0 when nothing is stored
 * @param acceptedToday accepted scans of the local day
 * @param duplicatesToday duplicates of the local day
 * @param rejectedToday refused scans of the local day
 */
public record Totals(long lastSequence, long acceptedToday, long duplicatesToday, long rejectedToday) {}
