package rollcall.scan;

import java.time.Instant;
import java.util.Optional;

/**
 * What the camera hands to the store: a code that was read, before anybody decided what it means.
 *
 * @param id the key under which this reading is stored at most once
 * @param code the text exactly as it stood in the card, 0 to {@value #MAX_CODE_LENGTH} characters, untrusted
 * @param capturedAt when the card was read
 * @param photo the face photo, if one was taken
 * @param quality what was measured on the face, whether a photo came of it or not
 * @param correlationId ties the log lines, events and requests of this reading together, 1 to 64 characters
 */
public record Capture(
        ScanId id,
        String code,
        Instant capturedAt,
        Optional<Photo> photo,
        Optional<Quality> quality,
        String correlationId) {
    /** The most characters a QR symbol can hold (version 40, level L, digits: 7,089; ISO/IEC 18004). */
    public static final int MAX_CODE_LENGTH = 7_089;

    private static final int MAX_CORRELATION_LENGTH = 64;

    public Capture {
        if (code.length() > MAX_CODE_LENGTH) {
            throw new IllegalArgumentException(
                    "code of " + code.length() + " characters: at most " + MAX_CODE_LENGTH + " fit into a QR symbol");
        }
        if (correlationId.isEmpty() || correlationId.length() > MAX_CORRELATION_LENGTH) {
            throw new IllegalArgumentException("correlation id of " + correlationId.length()
                    + " characters: allowed are 1 to " + MAX_CORRELATION_LENGTH);
        }
    }

    /** A reading without a photo, correlated by its own id. */
    public static Capture of(ScanId id, String code, Instant capturedAt) {
        return new Capture(id, code, capturedAt, Optional.empty(), Optional.empty(), id.toString());
    }
}
