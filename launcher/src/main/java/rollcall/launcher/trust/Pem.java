package rollcall.launcher.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of keys (RFC 7468), which OpenSSL reads and writes as well. */
final class Pem {
    private static final int LINE = 64;

    private Pem() {}

    static String write(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    /** The first block of that label. */
    static byte[] read(String label, String text) throws IOException {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]*)-----END " + label + "-----")
                .matcher(text);
        if (!block.find()) {
            throw new IOException("no " + label + " in PEM form is in it");
        }
        try {
            return Base64.getDecoder()
                    .decode(block.group(1).replaceAll("\\s", "").getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new IOException("its base 64 is damaged", e);
        }
    }
}
