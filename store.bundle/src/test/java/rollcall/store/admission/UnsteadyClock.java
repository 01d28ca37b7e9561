package rollcall.store.admission;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.SplittableRandom;

/** The times of the scans of one terminal, in milliseconds since 1970. */
record UnsteadyClock(SplittableRandom random, ZoneId zone) {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** Any time between 2000 and 2036; half of them on the day of a change of the zone's offset. */
    long start() {
        long any = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli() + random.nextLong(36 * 365 * DAY);
        if (random.nextBoolean()) {
            ZoneOffsetTransition change = zone.getRules().nextTransition(Instant.ofEpochMilli(any));
            if (change != null) {
                return change.getInstant().toEpochMilli() - random.nextLong(6 * HOUR);
            }
        }
        return any;
    }

    /** Frames, minutes, hours, days; steps of the clock in both ways; the moments at which a schedule changes. */
    long next(long now, Optional<PlainSchedule> schedule) {
        int kind = random.nextInt(20);
        if (kind < 7 && schedule.isPresent()) {
            long local =
                    now + zone.getRules().getOffset(Instant.ofEpochMilli(now)).getTotalSeconds() * 1_000L;
            long bound = schedule.get().bound(random) * MINUTE;
            return now + bound - Math.floorMod(local, DAY) + random.nextInt(-1, 2);
        }
        return now
                + switch (kind) {
                    case 0, 1, 2, 3, 4 -> random.nextLong(2_000);
                    case 5, 6, 7, 8, 9, 10 -> random.nextLong(30 * MINUTE);
                    case 11, 12, 13 -> random.nextLong(5 * HOUR);
                    case 14, 15 -> random.nextLong(2 * DAY);
                    case 16 -> -random.nextLong(15 * MINUTE);
                    case 17 -> -random.nextLong(26 * HOUR);
                    case 18 -> 10 * MINUTE * random.nextInt(-2, 3);
                    default -> DAY * random.nextInt(-20, 21);
                };
    }
}
