package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store's commands as a user types them, on a running terminal and on a stopped one. */
class StoreCommandTest {
    private static final String ACCEPTED = "SELECT id FROM scan WHERE status = 'PRESENT' ORDER BY row";

    @TempDir
    private Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    private static String command(int expected, Path home, String... arguments) throws Exception {
        return TerminalProcess.output(expected, home, arguments);
    }

    @Test
    void a_backup_of_a_working_terminal_is_restored_elsewhere_and_numbers_anew() throws Exception {
        Path file = folder.resolve("backup.zip");
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo:?rate=5")) {
            terminal.awaitLine("accepted LOGIN scan 5 ");
            assertThat(command(0, home(), "verify")).contains("everything is there");
            assertThat(command(0, home(), "backup", file.toString()))
                    .contains(file + ": ")
                    .contains(" scans, 0 photos");
            terminal.awaitLine("accepted LOGIN scan 12 ");
        }
        Path elsewhere = folder.resolve("elsewhere");
        command(0, elsewhere, "restore", file.toString());
        List<String> restored = Ledger.column(elsewhere, ACCEPTED);
        assertThat(restored).hasSizeGreaterThanOrEqualTo(5);
        assertThat(Ledger.column(home(), ACCEPTED)).startsWith(restored.toArray(String[]::new));

        try (TerminalProcess terminal = TerminalProcess.run(elsewhere, "demo:?cards=900000&rate=5")) {
            terminal.awaitLine("the numbering of scans begins a new epoch");
            terminal.awaitLine("accepted LOGIN");
        }
        assertThat(Ledger.column(elsewhere, "SELECT epoch FROM origin ORDER BY epoch"))
                .containsExactly("1", "2");
        assertThat(command(0, elsewhere, "verify")).contains("everything is there");
    }

    @Test
    void a_restore_in_place_keeps_the_old_data_aside() throws Exception {
        Path file = folder.resolve("backup.zip");
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo:?rate=5")) {
            terminal.awaitLine("accepted LOGIN scan 3 ");
        }
        command(0, home(), "backup", file.toString());
        List<String> before = Ledger.column(home(), ACCEPTED);
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo:?cards=900000&rate=5")) {
            terminal.awaitLine("accepted LOGIN scan " + (before.size() + 3) + " ");
        }
        assertThat(command(0, home(), "restore", file.toString(), "--replace"))
                .contains("everything is there")
                .contains("data.before-restore-");
        assertThat(Ledger.column(home(), ACCEPTED)).isEqualTo(before);
    }

    @Test
    void scans_are_exported_and_a_student_is_forgotten() throws Exception {
        Files.createDirectories(home().resolve("etc"));
        Files.writeString(
                home().resolve("etc/roster.csv"), "code,name,section\nDEMO-0001,Ana Cruz,7-A\nDEMO-0002,Ben,7-A\n");
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo:?cards=2&rate=5")) {
            terminal.awaitLine("accepted LOGIN scan 2 ");
            Path csv = folder.resolve("scans.csv");
            command(0, home(), "export", "--from", "2020-01-01", "--output", csv.toString());
            assertThat(Files.readAllLines(csv).get(0)).startsWith("row,id,device,epoch,sequence,captured_at");
            assertThat(Files.readString(csv)).contains("DEMO-0001,Ana Cruz,7-A,PRESENT,LOGIN");

            assertThat(command(0, home(), "forget", "DEMO-0001", "--yes")).contains("one roster line removed");
            assertThat(command(0, home(), "export", "--from", "2020-01-01", "--format", "json"))
                    .doesNotContain("DEMO-0001", "Ana")
                    .contains("forgotten-");
            assertThat(command(0, home(), "verify")).contains("everything is there");
            assertThat(terminal.output()).doesNotContain("DEMO-0001");
        }
    }

    @Test
    void a_damaged_database_is_salvaged_at_the_next_start() throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo:?cards=900000&rate=20")) {
            terminal.awaitLine("accepted LOGIN scan 40 ");
        }
        Path database = home().resolve("data/attendance.db");
        byte[] whole = Files.readAllBytes(database);
        // The first byte of a page says what kind it is.
        whole[whole.length - 4_096] ^= 0x55;
        Files.write(database, whole);
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo:?cards=900000&rate=20")) {
            terminal.awaitLine("database salvaged: ");
            terminal.awaitLine("accepted LOGIN");
        }
        assertThat(home().resolve("data/damaged")).isDirectory();
        assertThat(Ledger.integrity(home())).isEqualTo("ok");
    }
}
