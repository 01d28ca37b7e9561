package rollcall.store.legacy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads the predecessor's times: ISO 8601 in local time, without an offset. */
final class LegacyTime {
    private static final int LAST_YEAR = 9_999;

    private LegacyTime() {}

    /**
     * The moment. A local time that the clock showed twice means the first, one that it left out is moved by the length of
     * the gap, as {@link LocalDateTime#atZone} has it.
     */
    static Instant parse(@Nullable String text, ZoneId zone) throws SkippedRow {
        if (text == null || text.isBlank()) {
            throw new SkippedRow("timestamp is missing");
        }
        Instant at;
        try {
            at = read(text.strip().replace(' ', 'T'), zone);
        } catch (DateTimeException e) {
            throw new SkippedRow("timestamp is not yyyy-mm-ddThh:mm:ss");
        }
        if (at.isBefore(Instant.EPOCH) || at.atZone(zone).getYear() > LAST_YEAR) {
            throw new SkippedRow("timestamp is before 1970 or after 9999");
        }
        // As it is stored.
        return Instant.ofEpochMilli(at.toEpochMilli());
    }

    private static Instant read(String text, ZoneId zone) {
        boolean offset = text.endsWith("Z") || text.matches(".*T.*[+-][0-9:]+");
        return offset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }
}
