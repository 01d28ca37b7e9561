package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.itest.DiskOperation.CreateFile;
import rollcall.itest.DiskOperation.CreateFolder;
import rollcall.itest.DiskOperation.Remove;
import rollcall.itest.DiskOperation.Rename;
import rollcall.itest.DiskOperation.Resize;
import rollcall.itest.DiskOperation.SyncFile;
import rollcall.itest.DiskOperation.SyncFolder;
import rollcall.itest.DiskOperation.Write;
import rollcall.itest.ForgetfulDisk.Journal;

class ForgetfulDiskTest {
    private static final int ALL = DiskOperation.ALL;
    private static final int CUTS = 200;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    /** Everything that many power cuts leave, each as "name=content name=content". */
    private Set<String> survivors(Journal journal, DiskOperation... operations) throws IOException {
        ForgetfulDisk disk = new ForgetfulDisk(journal);
        List.of(operations).forEach(disk::apply);
        Set<String> found = new HashSet<>();
        for (int cut = 0; cut < CUTS; cut++) {
            Path survivor = Files.createDirectory(folder.resolve("survivor"));
            disk.materialise(survivor, new Random(cut));
            Set<String> files = new TreeSet<>();
            try (Stream<Path> paths = Files.walk(survivor)) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    files.add(survivor.relativize(path) + "=" + Files.readString(path, StandardCharsets.ISO_8859_1));
                }
            }
            found.add(String.join(" ", files));
            PowerCuts.delete(survivor);
        }
        return found;
    }

    private static Write write(int offset, String text) {
        return new Write(1, offset, ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void what_was_written_and_synced_is_there() throws Exception {
        assertThat(survivors(Journal.WITH_EVERY_SYNC, new CreateFile("a", 1), write(0, "old"), new SyncFile(1, ALL)))
                .containsExactly("a=old");
    }

    @Test
    void what_was_not_synced_may_be_there_or_not_or_be_zeros() throws Exception {
        assertThat(survivors(Journal.WITH_EVERY_SYNC, new CreateFile("a", 1), write(0, "new")))
                .containsExactlyInAnyOrder("", "a=", "a=new", "a=\0\0\0");
    }

    @Test
    void a_sync_does_not_answer_for_what_came_after_it_began() throws Exception {
        assertThat(survivors(
                        Journal.WITH_EVERY_SYNC,
                        new CreateFile("a", 1),
                        write(0, "old"),
                        write(0, "new"),
                        new SyncFile(1, 2)))
                .containsExactlyInAnyOrder("a=old", "a=new");
    }

    @Test
    void a_long_write_is_torn_between_sectors_and_nowhere_else() throws Exception {
        String before = "x".repeat(1_500);
        Set<String> found = survivors(
                Journal.WITH_EVERY_SYNC,
                new CreateFile("a", 1),
                write(0, before),
                new SyncFile(1, ALL),
                write(500, "y".repeat(600)));
        // 500 to 512, 512 to 1,024 and 1,024 to 1,100 are there or not: each on its own.
        assertThat(found).hasSize(8);
        assertThat(found).allMatch(file -> file.matches("a=x{500}(x{12}|y{12})(x{512}|y{512})(x{76}|y{76})x{400}"));
    }

    @Test
    void a_truncation_that_was_not_synced_may_not_have_been() throws Exception {
        assertThat(survivors(
                        Journal.WITH_EVERY_SYNC,
                        new CreateFile("a", 1),
                        write(0, "old"),
                        new SyncFile(1, ALL),
                        new Resize(1, 1)))
                .containsExactlyInAnyOrder("a=old", "a=o");
    }

    @Test
    void a_name_is_certain_after_the_sync_of_its_folder_only() throws Exception {
        DiskOperation[] operations = {new CreateFile("a", 1), write(0, "old"), new SyncFile(1, ALL)};
        assertThat(survivors(Journal.WITH_ITS_FOLDER, operations)).containsExactlyInAnyOrder("", "a=old");
        assertThat(survivors(
                        Journal.WITH_ITS_FOLDER, operations[0], operations[1], operations[2], new SyncFolder("", ALL)))
                .containsExactly("a=old");
    }

    @Test
    void a_folder_that_is_not_certain_takes_its_files_along() throws Exception {
        DiskOperation[] operations = {
            new CreateFolder("d"),
            new CreateFile("d/a", 1),
            write(0, "old"),
            new SyncFile(1, ALL),
            new SyncFolder("d", ALL),
            new SyncFolder("", ALL)
        };
        assertThat(survivors(Journal.WITH_ITS_FOLDER, Arrays.copyOf(operations, 5)))
                .containsExactlyInAnyOrder("", "d/a=old");
        assertThat(survivors(Journal.WITH_ITS_FOLDER, operations)).containsExactly("d/a=old");
    }

    @Test
    void a_rename_is_there_or_not_but_never_half() throws Exception {
        for (Journal journal : Journal.values()) {
            assertThat(survivors(
                            journal,
                            new CreateFile("a", 1),
                            write(0, "old"),
                            new SyncFile(1, ALL),
                            new CreateFile("b", 2),
                            new SyncFile(2, ALL),
                            new SyncFolder("", ALL),
                            new Rename("a", "b")))
                    .containsExactlyInAnyOrder("a=old b=", "b=old");
        }
    }

    @Test
    void a_rename_into_a_synced_folder_is_certain() throws Exception {
        assertThat(survivors(
                        Journal.WITH_ITS_FOLDER,
                        new CreateFolder("d"),
                        new CreateFile("a", 1),
                        write(0, "old"),
                        new SyncFile(1, ALL),
                        new Rename("a", "d/a"),
                        new SyncFolder("d", ALL)))
                .containsExactly("d/a=old");
    }

    @Test
    void changes_of_names_survive_in_order() throws Exception {
        assertThat(survivors(Journal.WITH_ITS_FOLDER, new CreateFile("a", 1), new CreateFile("b", 2), new Remove("a")))
                .containsExactlyInAnyOrder("", "a=", "a= b=", "b=");
    }
}
