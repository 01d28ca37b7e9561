package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that the user of the terminal may not write. Root may write everything, so the terminal runs as nobody here, from a
 * copy that nobody may read; that takes root to arrange.
 */
class ForeignFilesTest {
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=/nonexistent");

    @TempDir
    private Path folder;

    private Path release() {
        return folder.resolve("release");
    }

    private Path home() {
        return folder.resolve("shelf/home");
    }

    @BeforeEach
    void copy_the_release_where_nobody_can_read_it() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        shell("cp", "-r", Build.release().toString(), release().toString());
        shell("chmod", "-R", "a+rX", release().toString());
        Files.createDirectories(home());
        shell("chown", "-R", "65534:65534", folder.resolve("shelf").toString());
    }

    private TerminalProcess terminal() throws Exception {
        Path jar;
        try (var files = Files.list(release().resolve("lib"))) {
            jar = files.filter(file -> file.getFileName().toString().startsWith("rollcall.launcher-"))
                    .findFirst()
                    .orElseThrow();
        }
        TerminalProcess terminal = TerminalProcess.start(
                AS_NOBODY,
                jar,
                "run",
                "--home",
                home().toString(),
                "--port",
                "0",
                "--camera",
                "demo:?rate=5",
                "--release",
                release().toString());
        terminal.awaitLine("Rollcall is at ");
        return terminal.ownedBy(home());
    }

    @Test
    void a_database_of_another_user_is_named_and_left_alone() throws Exception {
        try (TerminalProcess terminal = terminal()) {
            terminal.awaitLine("accepted LOGIN scan 2 ");
        }
        Path database = home().resolve("data/attendance.db");
        shell("chown", "0:0", database.toString());
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-------"));
        byte[] before = Files.readAllBytes(database);
        try (TerminalProcess terminal = terminal()) {
            terminal.awaitLine("belongs to another user and cannot be read and written; give it to nobody");
            assertThat(terminal.lines().stream().filter(line -> line.contains("belongs to another user")))
                    .hasSize(1);
            assertThat(terminal.output()).doesNotContain("accepted").doesNotContain("Exception");
            assertThat(terminal.get("/scans/recent").statusCode()).isEqualTo(503);
        }
        assertThat(Files.readAllBytes(database)).isEqualTo(before);
        shell("chown", "65534:65534", database.toString());
        try (TerminalProcess terminal = terminal()) {
            terminal.awaitLine("accepted LOGIN");
        }
        assertThat(Ledger.integrity(home())).isEqualTo("ok");
    }

    private static void shell(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + ": " + said)
                .isZero();
    }
}
