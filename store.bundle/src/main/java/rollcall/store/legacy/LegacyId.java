package rollcall.store.legacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import rollcall.scan.ScanId;

/** The names that rows of a predecessor get here, the same at every run. */
final class LegacyId {
    private static final int DEVICE_BYTES = 4;

    private LegacyId() {}

    /** The device of an origin: {@code legacy-} and 8 hexadecimal digits. */
    static String origin(String... identity) {
        return "legacy-" + HexFormat.of().formatHex(hash(identity), 0, DEVICE_BYTES);
    }

    /** A UUID of version 7 (RFC 9562, section 5.7) whose random bits are a hash over what identifies the row. */
    static ScanId scan(Instant at, String... identity) {
        ByteBuffer hash = ByteBuffer.wrap(hash(identity));
        long high = (at.toEpochMilli() << 16) | 0x7000L | (hash.getLong() & 0xfffL);
        long low = 0x8000_0000_0000_0000L | (hash.getLong() & 0x3fff_ffff_ffff_ffffL);
        return new ScanId(new UUID(high, low));
    }

    /** SHA-256 (FIPS 180-4) over the texts, each behind its length so that none runs into another. */
    private static byte[] hash(String... texts) {
        StringBuilder all = new StringBuilder();
        for (String text : texts) {
            all.append(text.length()).append(':').append(text);
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
