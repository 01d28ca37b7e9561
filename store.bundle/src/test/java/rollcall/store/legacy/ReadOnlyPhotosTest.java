package rollcall.store.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Capture;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Evidence;
import rollcall.scan.Photo;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.legacy.Predecessor.Version;

/** A photo folder that lies on a mount nobody can write, not even root, who is needed to mount it. */
class ReadOnlyPhotosTest {
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, 1, 2, 3};

    @TempDir
    private Path folder;

    private Path photos = Path.of("");
    private Terminal terminal;

    @BeforeEach
    void mount() throws Exception {
        photos = Files.createDirectories(folder.resolve("home/data/photos"));
        shell("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", photos.toString());
        terminal = new Terminal(folder.resolve("home"), "Asia/Manila");
    }

    @AfterEach
    void unmount() throws Exception {
        terminal.close();
        shell("umount", "-l", photos.toString());
    }

    @Test
    void a_scan_is_stored_without_its_photo() throws Exception {
        Capture capture = new Capture(
                new ScanId(UUID.fromString("01a21196-e0c6-75af-90a5-5b58124a85ce")),
                "S-1",
                Terminal.NOW,
                Optional.of(new Photo(JPEG)),
                Optional.empty(),
                "reading");
        Scan scan = terminal.store.record(capture).scan();
        assertThat(scan.decision()).isInstanceOf(Accepted.class);
        assertThat(scan.evidence()).extracting(Evidence::photo).isEqualTo(Optional.empty());
        assertThat(photos).isEmptyDirectory();
    }

    @Test
    void an_import_is_refused_in_one_line_and_nothing_is_taken() throws Exception {
        Predecessor old = new Predecessor(folder.resolve("old"), Version.SCHEDULED);
        old.photo("good.jpg", JPEG);
        old.sql(
                "INSERT INTO attendance (student_id, timestamp, photo_path) VALUES (?, '2025-11-28T07:10:00', ?)",
                "GOOD",
                "data/photos/good.jpg");
        assertThat(terminal.take(old.file(), Optional.empty())).isEqualTo(1);
        assertThat(terminal.lines)
                .filteredOn(line -> line.startsWith("! "))
                .singleElement()
                .asString()
                .contains(photos.toString())
                .contains("Read-only file system");
        assertThat(terminal.rows()).isZero();
    }

    private static void shell(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + ": " + said)
                .isZero();
    }
}
