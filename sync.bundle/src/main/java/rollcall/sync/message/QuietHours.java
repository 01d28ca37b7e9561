package rollcall.sync.message;

import java.time.DateTimeException;
import java.time.LocalTime;

/**
 * The part of a day in which nobody is told anything; none if both ends are the same.
 *
 * @param from the first moment
 * @param until the first moment after, on the next day if it is before {@code from}
 */
record QuietHours(LocalTime from, LocalTime until) {
    /** Reads both ends as {@code 22:00-06:00}; empty for none. */
    static QuietHours of(String text) {
        if (text.isBlank()) {
            return new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        }
        String[] ends = text.split("-", -1);
        if (ends.length != 2) {
            throw problem();
        }
        return new QuietHours(time(ends[0]), time(ends[1]));
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text.strip());
        } catch (DateTimeException e) {
            throw problem();
        }
    }

    private static IllegalArgumentException problem() {
        return new IllegalArgumentException(
                "messages.quietHours: two times such as 22:00-06:00 are allowed, or nothing");
    }

    boolean contains(LocalTime time) {
        return from.isAfter(until)
                ? !time.isBefore(from) || time.isBefore(until)
                : !time.isBefore(from) && time.isBefore(until);
    }
}
