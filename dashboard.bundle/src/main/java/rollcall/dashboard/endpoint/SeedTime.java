package rollcall.dashboard.endpoint;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Timestamps as the predecessor wrote them: ISO 8601, local time without an offset, microseconds. */
final class SeedTime {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

    private SeedTime() {}

    static String of(Instant instant, ZoneId zone) {
        return FORMAT.format(instant.atZone(zone));
    }

    static String of(Instant instant) {
        return of(instant, ZoneId.systemDefault());
    }
}
