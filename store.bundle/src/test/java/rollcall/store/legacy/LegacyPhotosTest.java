package rollcall.store.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Photo;
import rollcall.scan.Scan;
import rollcall.store.legacy.Predecessor.Version;

/** Photos of a predecessor. */
class LegacyPhotosTest {
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, 1, 2, 3};

    @TempDir
    private Path folder;

    private Terminal terminal;
    private Predecessor old;

    @BeforeEach
    void open() throws Exception {
        terminal = new Terminal(folder.resolve("home"), "Asia/Manila");
        old = new Predecessor(folder.resolve("old"), Version.SCHEDULED);
    }

    @AfterEach
    void close() throws Exception {
        terminal.close();
    }

    private int take() {
        return terminal.take(old.file(), Optional.empty());
    }

    private void scan(String code, String photo) throws Exception {
        old.sql(
                "INSERT INTO attendance (student_id, timestamp, photo_path) VALUES (?, '2025-11-28T07:10:00', ?)",
                code,
                photo);
    }

    @Test
    void good_photos_are_kept_and_bad_ones_named() throws Exception {
        old.photo("good.jpg", JPEG);
        old.photo("absolute.jpg", new byte[] {(byte) 0xff, (byte) 0xd8, 9});
        old.photo("empty.jpg", new byte[0]);
        old.photo("text.jpg", "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        old.photo("huge.jpg", Arrays.copyOf(JPEG, Photo.MAX_BYTES + 1));
        old.photo("demo_nobody.jpg", JPEG);
        Files.write(folder.resolve("secret.jpg"), JPEG);
        scan("GOOD", "data/photos/good.jpg");
        scan("ABSOLUTE", folder.resolve("old/data/photos/absolute.jpg").toString());
        scan("MOVED", "/home/pi/attendance/data/photos/good.jpg");
        scan("EMPTY", "data/photos/empty.jpg");
        scan("TEXT", "data/photos/text.jpg");
        scan("HUGE", "data/photos/huge.jpg");
        scan("MISSING", "data/photos/missing.jpg");
        scan("OUTSIDE", "data/../../../../../../../../../../../../secret.jpg");
        scan("NUL", "data/\0.jpg");
        scan("NONE", "");
        old.scan("ABSENT", "2025-11-28T07:10:00", "time_in", "absent");
        old.sql("UPDATE attendance SET photo_path = 'data/photos/good.jpg' WHERE student_id = 'ABSENT'");

        assertThat(take()).isZero();
        assertThat(terminal.scans()).hasSize(10);
        List<Scan> pictured = terminal.scans().stream()
                .filter(scan -> scan.evidence().photo().isPresent())
                .toList();
        assertThat(pictured).extracting(Scan::code).containsExactly("GOOD", "ABSOLUTE", "MOVED");
        Path kept = terminal.home
                .resolve("data/photos")
                .resolve(pictured.get(0).evidence().photo().orElseThrow().path());
        assertThat(Files.readAllBytes(kept)).isEqualTo(JPEG);
        assertThat(kept.toString()).contains("2025/11/28");
        assertThat(terminal.counts("photos")).containsExactly(10, 3, 0, 7);
        assertThat(terminal.counts("photos without a row")).containsExactly(1, 0, 0, 1);
        assertThat(terminal.addsUp()).isTrue();
        assertThat(terminal.lines)
                .contains(
                        "skipped photos of attendance 4: the file is empty",
                        "skipped photos of attendance 5: the file is no JPEG",
                        "skipped photos of attendance 6: the file has more than 16 MB",
                        "skipped photos of attendance 7: the file is not there",
                        "skipped photos of attendance 8: the file is not there",
                        "skipped photos of attendance 11: its row is skipped",
                        "skipped photos without a row demo_nobody.jpg: not taken over");

        assertThat(take()).isZero();
        assertThat(terminal.counts("photos")).containsExactly(10, 0, 3, 7);
        assertThat(terminal.addsUp()).isTrue();
    }

    @Test
    void a_folder_of_photos_that_is_given_is_the_only_one_looked_at() throws Exception {
        Path given = Files.createDirectories(folder.resolve("saved"));
        Files.write(given.resolve("a.jpg"), JPEG);
        Files.write(given.resolve("nobody.jpg"), JPEG);
        old.photo("b.jpg", JPEG);
        scan("A", "/home/pi/data/photos/a.jpg");
        scan("B", "data/photos/b.jpg");

        assertThat(terminal.take(old.file(), Optional.of(given))).isZero();
        assertThat(terminal.counts("photos")).containsExactly(2, 1, 0, 1);
        assertThat(terminal.counts("photos without a row")).containsExactly(1, 0, 0, 1);
    }
}
