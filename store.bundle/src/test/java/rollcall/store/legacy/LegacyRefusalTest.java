package rollcall.store.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.store.legacy.Predecessor.Version;

/** Files that are no predecessor's database, or cannot be read now. */
class LegacyRefusalTest {
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

    private void refused(Path file, String why) throws Exception {
        assertThat(terminal.take(file, Optional.empty())).isEqualTo(1);
        assertThat(terminal.lines).singleElement().asString().startsWith("! ").contains(why);
        assertThat(terminal.rows()).isZero();
        assertThat(terminal.reports()).isEmpty();
        assertThat(terminal.home.resolve("data/import-legacy")).doesNotExist();
    }

    @Test
    void what_is_no_predecessors_database_is_refused_in_one_line() throws Exception {
        refused(folder.resolve("nothing.db"), "is not there");
        refused(folder, "is no file");
        refused(Files.writeString(folder.resolve("text.db"), "hello ".repeat(500)), "is no SQLite database");
        refused(Files.createFile(folder.resolve("empty.db")), "is no SQLite database");
        refused(terminal.home.resolve("data/attendance.db"), "already Rollcall's");
        refused(
                Files.createSymbolicLink(folder.resolve("link.db"), terminal.home.resolve("data/attendance.db")),
                "already Rollcall's");
        try (Terminal other = new Terminal(folder.resolve("other"), "UTC")) {
            refused(other.home.resolve("data/attendance.db"), "already Rollcall's");
        }
        Predecessor odd = new Predecessor(folder.resolve("odd"), Version.UNSYNCED);
        odd.sql("DROP TABLE attendance");
        odd.sql("CREATE TABLE attendance (id TEXT PRIMARY KEY, student_id TEXT, timestamp TEXT) WITHOUT ROWID");
        refused(odd.file(), "no such column: rowid");
        old.sql("ALTER TABLE attendance RENAME COLUMN timestamp TO at");
        refused(old.file(), "table attendance has no column timestamp");
        old.sql("ALTER TABLE attendance RENAME TO visits");
        refused(old.file(), "has no table attendance");

        byte[] bytes = Files.readAllBytes(old.file());
        Arrays.fill(bytes, 100, bytes.length, (byte) 0x5a);
        refused(Files.write(folder.resolve("torn.db"), bytes), "torn.db");
    }

    @Test
    void a_folder_of_photos_that_is_not_there_is_refused() throws Exception {
        assertThat(terminal.take(old.file(), Optional.of(folder.resolve("nowhere"))))
                .isEqualTo(1);
        assertThat(terminal.lines).singleElement().asString().contains("is no folder");
    }

    @Test
    void a_database_that_stays_locked_is_refused() throws Exception {

        try (FileChannel channel = FileChannel.open(old.file(), StandardOpenOption.WRITE);
                FileLock lock = channel.lock(0x4000_0002L, 510, false)) {
            assertThat(lock.isValid()).isTrue();
            refused(old.file(), "is being written to without a pause");
        }
    }
}
