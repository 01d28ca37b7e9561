package rollcall.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import rollcall.launcher.home.DurableFile;
import rollcall.launcher.home.Home;

/**
 * What has to be typed into the rescue page before it does or shows anything: 100 random bits, made anew for each start
 * in safe mode, in {@code secrets/rescue-code}, which the owner of the home alone can read.
 *
 * <p>Accounts are no help there: the bundle that knows them may be what is broken.
 */
final class RescueCode {
    /** Without letters that are taken for digits. */
    private static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";

    private static final int LETTERS = 20;
    private static final int GROUP = 5;

    private final byte[] code;

    private RescueCode(String code) {
        this.code = code.getBytes(StandardCharsets.US_ASCII);
    }

    /** Makes a code and writes it. */
    static RescueCode make(Home home) throws IOException {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LETTERS; i++) {
            text.append(i > 0 && i % GROUP == 0 ? "-" : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        DurableFile.write(file(home), (text + "\n").getBytes(StandardCharsets.US_ASCII), "rw-------");
        return new RescueCode(text.toString());
    }

    static Path file(Home home) {
        return home.root().resolve("secrets/rescue-code");
    }

    /** Whether this is it, whatever the case and the space around it; takes the same time for any wrong one. */
    boolean is(String given) {
        return MessageDigest.isEqual(
                code, given.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }
}
