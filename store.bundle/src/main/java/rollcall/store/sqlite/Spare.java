package rollcall.store.sqlite;

/** Room that is kept so that a scan can still be stored on a full disk. May be used from any thread. */
public interface Spare {
    /** Counts how often it was given up. */
    int given();

    /**
     * Makes room, after {@link #given} had this value when the write that failed began.
     *
     * @return whether there is more room now than then
     */
    boolean giveUp(int before);

    /** Makes room now. */
    default boolean giveUp() {
        return giveUp(given());
    }
}
