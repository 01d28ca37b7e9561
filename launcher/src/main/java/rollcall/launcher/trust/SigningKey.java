package rollcall.launcher.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import rollcall.launcher.home.Disk;
import rollcall.launcher.home.DurableFile;

/** A private key of Ed25519 with its public half: {@code NAME.key}, for its owner alone, and {@code NAME.pub} beside it. */
public final class SigningKey {
    /** Of the file. */
    public static final String SUFFIX = ".key";

    private static final String LABEL = "PRIVATE KEY";

    private final PublicKeyFile publicKey;
    private final PrivateKey key;

    private SigningKey(PublicKeyFile publicKey, PrivateKey key) {
        this.publicKey = publicKey;
        this.key = key;
    }

    public static SigningKey generate(String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(new PublicKeyFile(name, pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
        }
    }

    /** Reads {@code NAME.key} and {@code NAME.pub} beside it. */
    public static SigningKey read(Path file) throws IOException {
        String fileName = String.valueOf(file.getFileName());
        if (!fileName.endsWith(SUFFIX)) {
            throw new IOException(file + " is not named NAME" + SUFFIX);
        }
        String name = fileName.substring(0, fileName.length() - SUFFIX.length());
        PublicKeyFile publicKey = PublicKeyFile.read(file.resolveSibling(name + PublicKeyFile.SUFFIX));
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.read(LABEL, Files.readString(file))));
            SigningKey found = new SigningKey(publicKey, key);
            byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
            if (!publicKey.signed(probe, found.sign(probe))) {
                throw new IOException(file + " and the " + PublicKeyFile.SUFFIX + " beside it do not belong together");
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no private key of Ed25519: " + e.getMessage(), e);
        }
    }

    /** Writes both files into a folder. */
    public void write(Path folder) throws IOException {
        byte[] secret = Pem.write(LABEL, key.getEncoded()).getBytes(StandardCharsets.US_ASCII);
        DurableFile.write(folder.resolve(publicKey.name() + SUFFIX), secret, Disk.SECRET);
        DurableFile.write(
                folder.resolve(publicKey.name() + PublicKeyFile.SUFFIX),
                publicKey.toPem().getBytes(StandardCharsets.US_ASCII));
    }

    public PublicKeyFile publicKey() {
        return publicKey;
    }

    byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read or made signs", e);
        }
    }
}
