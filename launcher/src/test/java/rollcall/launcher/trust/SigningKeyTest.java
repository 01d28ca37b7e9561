package rollcall.launcher.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key files, before OpenSSL's own program. */
class SigningKeyTest {
    @TempDir
    private Path folder;

    private void openssl(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "openssl";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void openssl_reads_our_keys_and_checks_our_signatures() throws Exception {
        SigningKey key = SigningKey.generate("ours");
        key.write(folder);
        Files.writeString(folder.resolve("message"), "what is signed");
        Files.write(folder.resolve("signature"), key.sign("what is signed".getBytes(StandardCharsets.UTF_8)));
        openssl(
                "pkeyutl",
                "-verify",
                "-pubin",
                "-inkey",
                "ours.pub",
                "-rawin",
                "-in",
                "message",
                "-sigfile",
                "signature");
        openssl("pkey", "-in", "ours.key", "-noout");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ours.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void keys_of_openssl_sign_here() throws Exception {
        openssl("genpkey", "-algorithm", "ed25519", "-out", "theirs.key");
        openssl("pkey", "-in", "theirs.key", "-pubout", "-out", "theirs.pub");
        SigningKey key = SigningKey.read(folder.resolve("theirs.key"));
        byte[] message = {1, 2, 3};
        assertThat(key.publicKey().signed(message, key.sign(message))).isTrue();
        assertThat(key.publicKey().signed(new byte[] {1, 2, 4}, key.sign(message)))
                .isFalse();
        assertThat(key.publicKey().signed(message, new byte[] {1})).isFalse();
    }

    @Test
    void files_that_do_not_belong_together_or_are_no_keys_are_refused() throws Exception {
        SigningKey.generate("one").write(folder);
        SigningKey.generate("two").write(folder);
        Files.copy(folder.resolve("two.key"), folder.resolve("mixed.key"));
        Files.copy(folder.resolve("one.pub"), folder.resolve("mixed.pub"));
        assertThatThrownBy(() -> SigningKey.read(folder.resolve("mixed.key")))
                .hasMessageContaining("do not belong together");
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "ec.key");
        openssl("pkey", "-in", "ec.key", "-pubout", "-out", "ec.pub");
        assertThatThrownBy(() -> PublicKeyFile.read(folder.resolve("ec.pub")))
                .hasMessageContaining("no public key of Ed25519");
        assertThatThrownBy(() -> PublicKeyFile.read(folder.resolve("one.key"))).hasMessageContaining("is not named");
    }
}
