package rollcall.camera.code;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs codes with one key and checks signatures. A signature is the first 80 bits of HMAC-SHA256, written behind the code as a dot
 * and {@value #LENGTH} characters of base 32. Capitals, digits and the dot are what a QR symbol has its most compact mode for.
 *
 * <p>May be used from any thread.
 */
final class CodeSignature {
    static final int LENGTH = 16;

    private static final char MARK = '.';
    private static final int BITS_EACH = 5;
    private static final String ALGORITHM = "HmacSHA256";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /** Goes before the code, so that a key that signs something else, too, does not sign codes by it. */
    private static final String PURPOSE = "rollcall code 1\n";

    private final SecretKeySpec key;

    CodeSignature(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** A text taken apart. */
    record Signed(String code, String signature) {}

    /** Takes a text apart; empty if it does not end as a signed one does. Small letters count as capitals. */
    static Optional<Signed> split(String text) {
        int mark = text.length() - LENGTH - 1;
        if (mark < 1 || text.charAt(mark) != MARK) {
            return Optional.empty();
        }
        String signature = text.substring(mark + 1).toUpperCase(Locale.ROOT);
        boolean spelled = signature.chars().allMatch(character -> ALPHABET.indexOf(character) >= 0);
        return spelled ? Optional.of(new Signed(text.substring(0, mark), signature)) : Optional.empty();
    }

    /** The text for the card of a code. */
    String sign(String code) {
        return code + MARK + signature(code);
    }

    /** Whether the signature is that of the code, told in a time that does not depend on how much of it is right. */
    boolean isRight(Signed signed) {
        return MessageDigest.isEqual(
                signature(signed.code()).getBytes(StandardCharsets.US_ASCII),
                signed.signature().getBytes(StandardCharsets.US_ASCII));
    }

    private String signature(String code) {
        byte[] hash;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            hash = mac.doFinal((PURPOSE + code).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            int value = 0;
            for (int bit = i * BITS_EACH; bit < (i + 1) * BITS_EACH; bit++) {
                value = value << 1 | (hash[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1);
            }
            text.append(ALPHABET.charAt(value));
        }
        return text.toString();
    }
}
