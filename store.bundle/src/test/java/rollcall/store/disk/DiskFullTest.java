package rollcall.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Capture;
import rollcall.scan.Scan;
import rollcall.store.StoreException;
import rollcall.store.StoreException.Kind;

/** A store on a disk that is full to the last kilobytes: a small file system of its own, which takes root to mount. */
class DiskFullTest {
    private static final int DISK = 4 << 20;
    private static final int PHOTO = 30_000;

    @TempDir
    private Path folder;

    private Path disk = Path.of("");
    private int accepted;
    private int refused;
    private int withoutPhoto;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectories(folder.resolve("disk"));
        shell("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", disk.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        shell("umount", "-l", disk.toString());
    }

    /** From nothing upward in blocks of 4 KB, and each kilobyte where a scan begins to fit. */
    private static Set<Integer> levels() {
        Set<Integer> levels = new TreeSet<>();
        for (int kilobytes = 0; kilobytes <= 64; kilobytes++) {
            levels.add(kilobytes << 10);
        }
        for (int kilobytes = 64; kilobytes <= 256; kilobytes += 4) {
            levels.add(kilobytes << 10);
        }
        return levels;
    }

    @Test
    void at_every_level_a_scan_is_stored_whole_or_refused_whole() throws Exception {
        Set<Integer> levels = levels();
        for (int photo : new int[] {0, PHOTO}) {
            accepted = 0;
            refused = 0;
            withoutPhoto = 0;
            for (int level : levels) {
                Path data = disk.resolve("data-" + photo + "-" + level);
                level(data, level, photo);
                deleteAll(data);
            }
            System.out.printf(
                    Locale.ROOT,
                    "disk full: %d levels, photo of %d bytes: %d stored (%d without their photo), %d refused%n",
                    levels.size(),
                    photo,
                    accepted,
                    withoutPhoto,
                    refused);
            assertThat(accepted).isPositive();
            assertThat(refused).isPositive();
        }
    }

    private void level(Path data, int level, int photoBytes) throws Exception {
        String what = "with " + level + " bytes free and a photo of " + photoBytes;
        List<Scan> stored = new ArrayList<>();
        Path ballast = disk.resolve("ballast");
        try (Shelf shelf = new Shelf(data)) {
            stored.add(shelf.record(Shelf.NOON, photoBytes));
            fill(ballast, level);
            // Until the disk is full to the brim, as a log that has grown leaves room for the first scans.
            boolean full = false;
            for (int i = 0; i < 80 && !full; i++) {
                Capture capture = shelf.capture(Shelf.NOON.plusSeconds(i), photoBytes);
                full = !stored(shelf, capture, stored, what);
                assertThat(shelf.store.recent(1000)).as(what).hasSameSizeAs(stored);
            }
            assertThat(integrity(data)).as(what).isEqualTo("ok");
            Files.delete(ballast);
            stored.add(shelf.record(Shelf.NOON.plusSeconds(100), photoBytes));
        }
        try (Shelf shelf = new Shelf(data)) {
            List<Scan> found = new ArrayList<>(shelf.store.after(0, 1000));
            assertThat(found).as(what).isEqualTo(stored);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).origin().sequence()).as(what).isEqualTo(i + 1);
                if (found.get(i).evidence().photo().isPresent()) {
                    assertThat(Files.size(shelf.photo(found.get(i)))).as(what).isEqualTo(photoBytes);
                }
            }
            assertThat(shelf.store.queue().pending()).as(what).isEqualTo(found.size());
        }
        assertThat(integrity(data)).as(what).isEqualTo("ok");
    }

    private boolean stored(Shelf shelf, Capture capture, List<Scan> stored, String what) {
        try {
            Scan scan = shelf.store.record(capture).scan();
            stored.add(scan);
            accepted++;
            withoutPhoto +=
                    capture.photo().isPresent() && scan.evidence().photo().isEmpty() ? 1 : 0;
            return true;
        } catch (StoreException e) {
            assertThat(e).as(what).hasMessageContaining("the disk is full");
            assertThat(e.kind()).as(what).isEqualTo(Kind.UNWRITABLE);
            refused++;
            return false;
        }
    }

    @Test
    void with_a_reserve_the_first_scan_on_a_full_disk_is_stored_and_the_disk_is_told_to_be_critical() throws Exception {
        int reserve = 1 << 20;
        for (int photo : new int[] {0, PHOTO}) {
            Path data = disk.resolve("data-" + photo);
            try (Shelf shelf = new Shelf(data)) {
                shelf.record(Shelf.NOON, photo);
                assertThat(shelf.reserve.make(reserve, Space.of(data), 0)).isTrue();
                fill(disk.resolve("ballast"), 0);
                assertThat(Space.of(data).free()).isZero();
                List<Scan> scans = new ArrayList<>();
                // What the log had left is used up first.
                for (int i = 0; shelf.events.isEmpty() && i < 80; i++) {
                    assertThat(stored(shelf, shelf.capture(Shelf.NOON, photo), scans, "with a reserve"))
                            .isTrue();
                }
                assertThat(shelf.reserve.size()).isZero();
                assertThat(shelf.events)
                        .extracting(event -> event.getTopic() + " " + event.getProperty("state"))
                        .containsExactly("rollcall/health/DISK CRITICAL");
                assertThat(scans).allMatch(scan -> scan.evidence().photo().isPresent() == (photo > 0));
                Files.delete(disk.resolve("ballast"));
                assertThat(shelf.reserve.make(reserve, Space.of(data), 0)).isTrue();
            }
            assertThat(integrity(data)).isEqualTo("ok");
            deleteAll(data);
        }
    }

    @Test
    void a_terminal_that_starts_on_a_full_disk_has_its_reserve_to_start_with() throws Exception {
        Path data = disk.resolve("data");
        try (Shelf shelf = new Shelf(data)) {
            shelf.record(Shelf.NOON, 0);
            assertThat(shelf.reserve.make(1 << 20, Space.of(data), 0)).isTrue();
        }
        fill(disk.resolve("ballast"), 0);
        try (Shelf shelf = new Shelf(data)) {
            assertThat(shelf.events).hasSize(1);
            shelf.record(Shelf.NOON.plusSeconds(1), PHOTO);
            assertThat(shelf.store.recent(10)).hasSize(2);
        }
    }

    @Test
    void without_a_reserve_it_says_so_and_starts_with_space() throws Exception {
        Path data = disk.resolve("data");
        try (Shelf shelf = new Shelf(data)) {
            shelf.record(Shelf.NOON, 0);
        }
        for (int level = 0; level < 32 << 10; level += 4 << 10) {
            fill(disk.resolve("ballast"), level);
            assertThatThrownBy(() -> new Shelf(data)).hasMessageContaining("the disk is full");
            Files.delete(disk.resolve("ballast"));
            try (Shelf shelf = new Shelf(data)) {
                assertThat(shelf.store.recent(10)).hasSize(1);
            }
        }
    }

    private static String integrity(Path data) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("attendance.db"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA integrity_check")) {
            result.next();
            return result.getString(1);
        }
    }

    /** Writes a file that leaves this many bytes, as far as the blocks of the file system allow. */
    private void fill(Path ballast, int left) throws Exception {
        byte[] block = new byte[1 << 20];
        try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
            long free = Space.of(disk).free() - left;
            while (free > 0) {
                int size = (int) Math.min(block.length, free);
                file.write(block, 0, size);
                free -= size;
            }
        }
    }

    private static void deleteAll(Path data) throws Exception {
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void shell(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + ": " + said)
                .isZero();
    }
}
