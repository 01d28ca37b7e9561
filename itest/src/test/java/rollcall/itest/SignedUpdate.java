package rollcall.itest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Signs update files with a key of the test, by the format alone: nothing of the launcher's code is used. */
final class SignedUpdate {
    private static final String TYPE = "application/vnd.rollcall.update+json";
    private static final KeyPair KEY = newKey();

    private SignedUpdate() {}

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
        }
    }

    /** Lets a home trust the test's key. */
    static void trust(Path home) throws IOException {
        Path file = home.resolve("etc/trust/test.pub");
        if (!Files.exists(file)) {
            Files.createDirectories(home.resolve("etc/trust"));
            Files.writeString(
                    file,
                    "-----BEGIN PUBLIC KEY-----\n"
                            + Base64.getEncoder().encodeToString(KEY.getPublic().getEncoded())
                            + "\n-----END PUBLIC KEY-----\n");
        }
    }

    /** An update file of jars, with the time as its sequence. */
    static byte[] of(Path... jars) throws IOException {
        List<String> claims = new ArrayList<>();
        for (Path jar : jars) {
            Attributes manifest = manifest(jar);
            claims.add("{\"symbolicName\":\"%s\",\"version\":\"%s\",\"sha256\":\"%s\",\"size\":%d}"
                    .formatted(
                            manifest.getValue("Bundle-SymbolicName").replaceAll(";.*", ""),
                            manifest.getValue("Bundle-Version"),
                            SourceBundle.sha256(Files.readAllBytes(jar)),
                            Files.size(jar)));
        }
        String statement = "{\"sequence\":%d,\"created\":\"2026-11-24T00:00:00Z\",\"bundles\":[%s]}"
                .formatted(System.currentTimeMillis(), String.join(",", claims));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(0);
            zip.putNextEntry(new ZipEntry("statement.json"));
            zip.write(envelope(statement.getBytes(StandardCharsets.UTF_8)));
            for (Path jar : jars) {
                zip.putNextEntry(new ZipEntry(SourceBundle.sha256(Files.readAllBytes(jar)) + ".jar"));
                Files.copy(jar, zip);
            }
        }
        return out.toByteArray();
    }

    private static Attributes manifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        }
    }

    /** DSSE: what is signed is "DSSEv1", the type and the payload, each with its length. */
    private static byte[] envelope(byte[] payload) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(KEY.getPrivate());
            signature.update(("DSSEv1 " + TYPE.length() + " " + TYPE + " " + payload.length + " ")
                    .getBytes(StandardCharsets.UTF_8));
            signature.update(payload);
            Base64.Encoder base64 = Base64.getEncoder();
            return "{\"payloadType\":\"%s\",\"payload\":\"%s\",\"signatures\":[{\"keyid\":\"test\",\"sig\":\"%s\"}]}"
                    .formatted(TYPE, base64.encodeToString(payload), base64.encodeToString(signature.sign()))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a fresh key signs", e);
        }
    }
}
