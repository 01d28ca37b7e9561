package rollcall.alerts.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;

/**
 * The part of each day in which only critical alerts are told at once; none if both ends are the same.
 *
 * @param until when the rest is told in one summary
 */
public record QuietHours(LocalTime from, LocalTime until, ZoneId zone) {
    /** Reads both ends of {@code alerts.quiet_hours}, as {@code 20:00-06:30}; empty for none. */
    public static QuietHours of(String text, ZoneId zone) {
        if (text.isBlank()) {
            return new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, zone);
        }
        String[] ends = text.split("-", -1);
        try {
            if (ends.length == 2) {
                return new QuietHours(LocalTime.parse(ends[0].trim()), LocalTime.parse(ends[1].trim()), zone);
            }
            throw new IllegalArgumentException(problem(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(problem(text), e);
        }
    }

    private static String problem(String text) {
        return "alerts.quiet_hours = " + text + ": two times such as 20:00-06:30 are allowed, or nothing";
    }

    /** How long until they are over; zero outside of them. */
    public Duration left(Instant now) {
        ZonedDateTime here = now.atZone(zone);
        LocalTime time = here.toLocalTime();
        boolean overnight = until.isBefore(from);
        boolean in =
                overnight ? !time.isBefore(from) || time.isBefore(until) : !time.isBefore(from) && time.isBefore(until);
        if (!in) {
            return Duration.ZERO;
        }
        ZonedDateTime end = here.with(until);
        return Duration.between(here, end.isAfter(here) ? end : end.plusDays(1));
    }
}
