package rollcall.scan;

import java.time.Instant;

/**
 * What the camera hands to the store: a code that was read, before anybody decided what it means.
 *
 * @param id the key under which this reading is stored at most once
 * @param code the text exactly as it stood in the card, 0 to {@value #MAX_CODE_LENGTH} characters, untrusted
 * @param capturedAt when the card was read
 */
public record Capture(ScanId id, String code, Instant capturedAt) {
    /** The most characters a QR symbol can hold (version 40, level L, digits: 7,089; ISO/IEC 18004). */
    public static final int MAX_CODE_LENGTH = 7_089;

    public Capture {
        if (code.length() > MAX_CODE_LENGTH) {
            throw new IllegalArgumentException(
                    "code of " + code.length() + " characters: at most " + MAX_CODE_LENGTH + " fit into a QR symbol");
        }
    }
}
