package rollcall.store.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Scan;
import rollcall.store.legacy.Predecessor.Version;

/** Imports of the same file, again and again. */
class LegacyAgainTest {
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
    void a_second_run_adds_nothing_and_a_grown_file_only_what_is_new() throws Exception {
        Predecessor old = predecessor(Version.SYNCED);
        old.scans(1, 1_200);
        assertThat(take(old)).isZero();
        assertThat(terminal.lines)
                .contains("~ 500/1200 attendance rows", "~ 1000/1200 attendance rows", "~ 1200/1200 attendance rows");
        List<Scan> first = terminal.scans();

        assertThat(take(old)).isZero();
        assertThat(terminal.counts("attendance")).containsExactly(1_200, 0, 1_200, 0);
        assertThat(terminal.lines).anyMatch(line -> line.startsWith("nothing new"));
        assertThat(terminal.scans()).isEqualTo(first);

        // Only now the file says which terminal it is from; rows before yesterday were tidied away.
        old.device("gate-1");
        old.sql("DELETE FROM attendance WHERE id <= 100");
        old.scans(1_201, 30);
        assertThat(take(old)).isZero();
        assertThat(terminal.counts("attendance")).containsExactly(1_130, 30, 1_100, 0);
        assertThat(terminal.rows()).isEqualTo(1_230);
        assertThat(terminal.accounts()).isTrue();
        assertThat(terminal.reports()).hasSize(3);
    }

    @Test
    void two_terminals_with_equal_rows_are_two() throws Exception {
        for (String name : List.of("gate-1", "gate-2")) {
            Predecessor old = new Predecessor(folder.resolve(name), Version.SYNCED);
            old.device(name);
            old.scan("S1", "2025-11-28T07:10:00", "time_in", "present");
            assertThat(take(old)).isZero();
        }
        assertThat(terminal.scans())
                .extracting(scan -> scan.origin().device())
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(terminal.accounts()).isTrue();
    }

    @Test
    void what_retention_has_removed_does_not_come_back() throws Exception {
        Predecessor old = predecessor(Version.SYNCED);
        old.device("gate-1");
        old.scans(1, 10);
        take(old);
        terminal.database.write(session -> {
            session.change("DELETE FROM outbox WHERE row <= 4");
            session.change("DELETE FROM scan WHERE row <= 4");
            return session.change("UPDATE origin SET pruned = 4 WHERE epoch = 0");
        });
        old.scans(11, 1);

        assertThat(take(old)).isZero();
        assertThat(terminal.counts("attendance")).containsExactly(11, 1, 10, 0);
        assertThat(terminal.rows()).isEqualTo(7);
        assertThat(terminal.ledger.gaps()).isEmpty();
    }

    @Test
    void a_cut_in_the_middle_is_mended_by_running_again() throws Exception {
        Predecessor old = predecessor(Version.SYNCED);
        old.scans(1, 1_600);
        terminal.database.write(session -> {
            session.execute("CREATE TRIGGER full BEFORE INSERT ON scan WHEN new.sequence > 700 BEGIN"
                    + " SELECT raise(ABORT, 'no room'); END");
            return session;
        });
        assertThat(take(old)).isEqualTo(1);
        assertThat(terminal.lines).anyMatch(line -> line.startsWith("! stopped:") && line.contains("run it again"));
        assertThat(terminal.rows()).isEqualTo(500);
        assertThat(terminal.accounts()).isTrue();

        terminal.database.write(session -> {
            session.execute("DROP TRIGGER full");
            return session;
        });
        assertThat(take(old)).isZero();
        assertThat(terminal.counts("attendance")).containsExactly(1_600, 1_100, 500, 0);
        assertThat(terminal.accounts()).isTrue();
    }
}
