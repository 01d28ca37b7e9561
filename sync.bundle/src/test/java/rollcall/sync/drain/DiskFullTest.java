package rollcall.sync.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.StoreException;
import rollcall.store.StoreException.Kind;
import rollcall.sync.Delivery;
import rollcall.sync.SyncTarget;

/** A terminal whose disk is full can send and not note that it did: a small file system of its own, root mounts it. */
class DiskFullTest {
    @TempDir
    private Path folder;

    private Path disk = Path.of("");
    private final List<ScanId> kept = new ArrayList<>();

    private final SyncTarget target = new SyncTarget() {
        @Override
        public String name() {
            return "memory";
        }

        @Override
        public Delivery deliver(List<Scan> batch) {
            batch.stream().map(Scan::id).filter(id -> !kept.contains(id)).forEach(kept::add);
            return new Delivery.Acknowledged();
        }
    };

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectories(folder.resolve("disk"));
        shell("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        shell("umount", "-l", disk.toString());
    }

    private static void shell(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }

    @Test
    void costs_and_doubles_nothing() throws Exception {
        Path ballast = disk.resolve("ballast");
        try (Rig rig = new Rig(Files.createDirectory(disk.resolve("data")), target, 10)) {
            rig.scans(60);
            rig.step();
            assertThat(rig.pending()).isEqualTo(50);
            fill(ballast);
            // The log has room left for some of them.
            assertThatThrownBy(() -> {
                        while (rig.pending() > 0) {
                            rig.step();
                        }
                    })
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNWRITABLE));
            long left = rig.pending();
            assertThat(left).isPositive();
            assertThatThrownBy(rig::step).isInstanceOf(StoreException.class);
            assertThat(rig.pending()).isEqualTo(left);
            Files.delete(ballast);
            rig.drain();
            assertThat(rig.store.outbox.due("memory", 100)).isEmpty();
            assertThat(rig.quarantined()).isZero();
        }
        assertThat(kept).hasSize(60);
    }

    private static void fill(Path ballast) throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            for (int size = 1 << 16; size > 0; size /= 2) {
                fill(out, size);
            }
        }
    }

    private static void fill(OutputStream out, int size) {
        byte[] block = new byte[size];
        try {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // As full as it gets with blocks of this size.
            return;
        }
    }
}
