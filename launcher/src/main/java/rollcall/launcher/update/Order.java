package rollcall.launcher.update;

import java.time.Duration;

/**
 * How an update is to be done.
 *
 * @param door which way it came, such as {@code push}, {@code inbox} or {@code rest}
 * @param who on whose behalf, as far as the door knows; may be empty
 * @param probation how long it is watched before it is kept; zero keeps it as soon as it runs
 * @param now whether to wait for nothing: not for a quiet moment, and not for the end of a probation under way
 */
public record Order(String door, String who, Duration probation, boolean now) {
    /** What is usual. */
    public static final Duration USUAL_PROBATION = Duration.ofMinutes(10);

    /** So long that nobody would notice that it failed. */
    private static final Duration LONGEST_PROBATION = Duration.ofDays(7);

    public Order {
        if (probation.isNegative() || probation.compareTo(LONGEST_PROBATION) > 0) {
            throw new IllegalArgumentException("probation of " + probation.toMinutes() + " minutes; allowed are 0 to "
                    + LONGEST_PROBATION.toMinutes());
        }
    }
}
