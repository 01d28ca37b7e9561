package rollcall.camera.session;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import rollcall.scan.ScanId;

/** Makes scan ids: UUID version 7 (RFC 9562, section 5.7), 48 bits of milliseconds and 74 of chance. */
final class TimeOrderedIds {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final SecureRandom random = new SecureRandom();

    ScanId next(Instant at) {
        long high = at.toEpochMilli() << 16 | VERSION | random.nextInt(1 << 12);
        long low = VARIANT | random.nextLong() >>> 2;
        return new ScanId(new UUID(high, low));
    }
}
