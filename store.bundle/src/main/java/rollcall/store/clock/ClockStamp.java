package rollcall.store.clock;

/**
 * Where the wall clock stood, told by one that nobody sets.
 *
 * @param boot the start of the machine
 * @param apart milliseconds between the two, see {@link Moment#offset()}; means something in the same boot only
 */
public record ClockStamp(String boot, long apart) {}
