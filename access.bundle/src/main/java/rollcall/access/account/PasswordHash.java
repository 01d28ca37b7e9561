package rollcall.access.account;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Makes and checks hashes of passwords: PBKDF2-HMAC-SHA256, 600,000 rounds (OWASP Password Storage Cheat Sheet), 16 bytes of salt, in a
 * text that says how it was made: {@code $pbkdf2-sha256$i=600000$SALT$HASH}.
 *
 * <p>May be called from any thread; one hash is made at a time, so that many logins at once do not take the whole machine from scans.
 */
final class PasswordHash {
    static final int ROUNDS = 600_000;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final int MOST_ROUNDS = 10_000_000;
    private static final Pattern FORM =
            Pattern.compile("\\$pbkdf2-sha256\\$i=([0-9]{1,8})\\$([A-Za-z0-9+/]{22,64})\\$([A-Za-z0-9+/]{43})");

    private final int rounds;
    private final SecureRandom random = new SecureRandom();

    PasswordHash() {
        this(ROUNDS);
    }

    /** With other rounds, which old hashes or tests have. */
    PasswordHash(int rounds) {
        this.rounds = rounds;
    }

    String make(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return text(rounds, salt, derive(password, salt, rounds));
    }

    /** A hash that no password has, for all that is known, and that takes as long to check as others. */
    String ofNobody() {
        return text(rounds, new byte[SALT_BYTES], new byte[HASH_BITS / Byte.SIZE]);
    }

    private static String text(int rounds, byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$pbkdf2-sha256$i=" + rounds + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    static boolean isHash(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                && Integer.parseInt(matcher.group(1)) >= 1
                && Integer.parseInt(matcher.group(1)) <= MOST_ROUNDS;
    }

    boolean isRight(String password, String hash) {
        Matcher matcher = FORM.matcher(hash);
        if (!isHash(hash) || !matcher.matches()) {
            return false;
        }
        byte[] salt = Base64.getDecoder().decode(matcher.group(2));
        byte[] expected = Base64.getDecoder().decode(matcher.group(3));
        return MessageDigest.isEqual(expected, derive(password, salt, Integer.parseInt(matcher.group(1))));
    }

    /** Whether a hash was made in another way than they are made now. */
    boolean isOld(String hash) {
        return !hash.startsWith("$pbkdf2-sha256$i=" + rounds + "$");
    }

    private synchronized byte[] derive(String password, byte[] salt, int times) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, times, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }
}
