package rollcall.launcher.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.regex.Pattern;
import rollcall.launcher.home.Sha256;

/**
 * A public key of Ed25519 (RFC 8032) and what people call it.
 *
 * @param name 1 to 64 letters, digits and {@code . _ -}; the file's name without {@code .pub}
 * @param key the key
 */
public record PublicKeyFile(String name, PublicKey key) {
    /** Of the file. */
    public static final String SUFFIX = ".pub";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String LABEL = "PUBLIC KEY";
    private static final int LARGEST = 4096;
    private static final int ID_DIGITS = 16;

    public PublicKeyFile {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "key name '" + name + "': allowed are 1 to 64 letters, digits and . _ -");
        }
    }

    /** Reads {@code NAME.pub}, as {@code rollcall keygen} or {@code openssl pkey -pubout} wrote it. */
    public static PublicKeyFile read(Path file) throws IOException {
        String fileName = String.valueOf(file.getFileName());
        if (!fileName.endsWith(SUFFIX)) {
            throw new IOException(file + " is not named NAME" + SUFFIX);
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is too large for a key");
        }
        return parse(fileName.substring(0, fileName.length() - SUFFIX.length()), Files.readString(file));
    }

    /** Reads the PEM text of a key. */
    public static PublicKeyFile parse(String name, String pem) throws IOException {
        try {
            return new PublicKeyFile(
                    name,
                    KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(Pem.read(LABEL, pem))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(name + " is no public key of Ed25519: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(name + " is no public key: " + e.getMessage(), e);
        }
    }

    public String toPem() {
        return Pem.write(LABEL, key.getEncoded());
    }

    /** 16 hexadecimal digits: the beginning of the SHA-256 of the encoded key. */
    public String id() {
        return Sha256.of(key.getEncoded()).substring(0, ID_DIGITS);
    }

    boolean signed(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature of a wrong length or form is none.
            return false;
        }
    }
}
