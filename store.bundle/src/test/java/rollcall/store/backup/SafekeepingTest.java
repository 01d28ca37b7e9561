package rollcall.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.store.sqlite.OpenStore.NOON;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Photo;
import rollcall.store.sqlite.OpenStore;

class SafekeepingTest {
    @TempDir
    private Path home;

    private OpenStore store;
    private Instant now = NOON.truncatedTo(ChronoUnit.SECONDS);

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    };

    @BeforeEach
    void open() throws Exception {
        Files.createDirectories(home.resolve("data"));
        store = new OpenStore(home.resolve("data"));
        store.scans.record(OpenStore.capture("S1", NOON, new Photo(new byte[] {(byte) 0xff, (byte) 0xd8, 7})));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private Safekeeping keeping(int hours) {
        return new Safekeeping(home, store.ledger, "here", hours, clock);
    }

    private List<Path> backups() throws Exception {
        return new BackupFolder(home).list();
    }

    @Test
    void a_backup_is_made_when_it_is_due_and_three_are_kept() throws Exception {
        Safekeeping keeping = keeping(24);
        keeping.step();
        keeping.step();
        assertThat(backups()).hasSize(1);
        for (int day = 0; day < 5; day++) {
            now = now.plus(Duration.ofHours(24));
            keeping.step();
        }
        assertThat(backups()).hasSize(3);
        assertThat(new BackupFolder(home).newest()).contains(now);
    }

    @Test
    void a_clock_that_stepped_back_does_not_put_it_off_for_years() throws Exception {
        now = now.plus(Duration.ofDays(9_000));
        keeping(24).step();
        now = NOON.truncatedTo(ChronoUnit.SECONDS);
        keeping(24).step();
        assertThat(backups()).hasSize(2);
    }

    @Test
    void none_is_made_where_none_is_wanted_but_the_audit_is() throws Exception {
        keeping(0).step();
        assertThat(backups()).isEmpty();
        assertThat(store.ledger.lastAudit().at()).isEqualTo(now);
    }

    @Test
    void a_backup_has_its_manifest_first_and_only_its_owner_reads_it() throws Exception {
        Path file = home.resolve("there/backup.zip");
        Backup.Made made = new Backup(home, "here", clock).make(file, true, line -> {});

        List<String> entries = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.add(entry.getName());
            }
        }
        assertThat(entries).hasSize(3).startsWith("manifest.json", "data/attendance.db");
        assertThat(entries.get(2)).startsWith("data/photos/2026/11/24/");
        assertThat(made.photos()).isEqualTo(1);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(file.resolveSibling("backup.zip.part")).doesNotExist();
    }

    @Test
    void a_photo_that_is_missing_is_named_and_does_not_stop_the_backup() throws Exception {
        String path =
                store.scans.recent(1).get(0).evidence().photo().orElseThrow().path();
        Files.delete(home.resolve("data/photos").resolve(path));
        Backup.Made made = new Backup(home, "here", clock).make(home.resolve("b.zip"), true, line -> {});
        assertThat(made.missing()).containsExactly("data/photos/" + path);
        assertThat(made.photos()).isZero();
    }
}
