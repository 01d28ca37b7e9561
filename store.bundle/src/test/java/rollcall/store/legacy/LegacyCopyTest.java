package rollcall.store.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Scan;
import rollcall.store.legacy.Predecessor.Version;

/** Databases that were left, or are being read, in the midst of a transaction. */
class LegacyCopyTest {
    @TempDir
    private Path folder;

    private Terminal terminal;

    @BeforeEach
    void open() throws Exception {
        terminal = new Terminal(folder.resolve("home"), "Asia/Manila");
    }

    @AfterEach
    void close() throws Exception {
        terminal.close();
    }

    private Predecessor predecessor(Version version) throws Exception {
        return new Predecessor(folder.resolve("old"), version);
    }

    private int take(Predecessor predecessor) {
        return terminal.take(predecessor.file(), Optional.empty());
    }

    @Test
    void a_transaction_that_was_cut_off_is_rolled_back_in_the_copy_alone() throws Exception {
        Predecessor old = predecessor(Version.SYNCED);
        old.scans(1, 100);
        Path cut = Files.createDirectories(folder.resolve("cut"));
        try (Connection connection = old.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size = 1");
            statement.execute("PRAGMA cache_spill = 1");
            connection.setAutoCommit(false);
            statement.executeUpdate("UPDATE attendance SET student_id = student_id || '" + "x".repeat(3_000) + "'");
            Files.copy(old.file(), cut.resolve("attendance.db"));
            Files.copy(folder.resolve("old/data/attendance.db-journal"), cut.resolve("attendance.db-journal"));
            connection.rollback();
        }
        byte[] database = Files.readAllBytes(cut.resolve("attendance.db"));
        byte[] journal = Files.readAllBytes(cut.resolve("attendance.db-journal"));
        assertThat(database).isNotEqualTo(Files.readAllBytes(old.file()));

        assertThat(terminal.take(cut.resolve("attendance.db"), Optional.empty()))
                .isZero();
        assertThat(terminal.counts("attendance")).containsExactly(100, 100, 0, 0);
        assertThat(terminal.scans()).allMatch(scan -> scan.code().length() < 5);
        assertThat(Files.readAllBytes(cut.resolve("attendance.db"))).isEqualTo(database);
        assertThat(Files.readAllBytes(cut.resolve("attendance.db-journal"))).isEqualTo(journal);
    }

    @Test
    void a_write_ahead_log_is_taken_in() throws Exception {
        Predecessor old = predecessor(Version.SYNCED);
        try (Connection connection = old.connect();
                Statement statement = connection.createStatement()) {
            statement.executeQuery("PRAGMA journal_mode = WAL").close();
            old.scans(1, 50);
            assertThat(take(old)).isZero();
        }
        assertThat(terminal.rows()).isEqualTo(50);
    }

    @Test
    void a_transaction_that_is_under_way_is_not_seen() throws Exception {
        Predecessor old = predecessor(Version.SYNCED);
        old.scan("A", "2025-11-28T07:10:00", "time_in", "present");
        try (var connection = old.connect();
                var statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("UPDATE attendance SET student_id = 'B'");
            assertThat(take(old)).isZero();
            statement.execute("ROLLBACK");
        }
        assertThat(terminal.scans()).extracting(Scan::code).containsExactly("A");
    }
}
