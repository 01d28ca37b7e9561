package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration and roster are followed while the terminal runs. */
class LiveFilesTest {
    @TempDir
    private Path folder;

    @Test
    void a_change_of_the_configuration_is_live_and_a_torn_one_changes_nothing() throws Exception {
        Path home = folder.resolve("home");
        Path frame = folder.resolve("frame.png");
        Cards cards = new Cards(5, folder.resolve("print"));
        Files.copy(cards.print("S1"), frame);
        try (TerminalProcess terminal = TerminalProcess.run(home, "file:" + frame)) {
            terminal.awaitLine("accepted LOGIN scan 1");
            Path config = home.resolve("etc/config.json");
            String good = Files.readString(config);

            Files.writeString(config, good.substring(0, good.length() / 2));
            terminal.awaitLine("the last good configuration stays in force");
            Files.writeString(config, good.replace("\"cooldownMinutes\": 10", "\"cooldownMinutes\": 2000"));
            terminal.awaitLine("store.cooldownMinutes = 2000 is greater than allowed: Minutes in which");
            show(cards, "S2", frame);
            terminal.awaitLine("accepted LOGIN scan 2");

            Files.writeString(
                    config,
                    good.replace("\"cooldownMinutes\": 10", "\"cooldownMinutes\": 0")
                            .replace("\"source\"", "\"releaseMillis\": 100, \"source\""));
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!terminal.output().contains("accepted LOGOUT")) {
                assertThat(System.nanoTime()).as(terminal.output()).isLessThan(deadline);
                show(cards, "S1", frame);
                TimeUnit.MILLISECONDS.sleep(300);
            }
        }
    }

    @Test
    void a_roster_is_taken_up_while_the_terminal_runs() throws Exception {
        Path home = folder.resolve("home");
        Path frame = folder.resolve("frame.png");
        Cards cards = new Cards(6, folder.resolve("print"));
        Files.copy(cards.print("S1"), frame);
        try (TerminalProcess terminal = TerminalProcess.run(home, "file:" + frame)) {
            terminal.awaitLine("accepted LOGIN scan 1");
            Files.writeString(home.resolve("etc/roster.csv"), "code,name,section\nS2,Ana,7-A\n");
            terminal.awaitLine("roster with 1 students");
            show(cards, "S9", frame);
            terminal.awaitLine("refused UNKNOWN_CODE scan 2");
            show(cards, "S2", frame);
            terminal.awaitLine("accepted LOGIN scan 3");
        }
        assertThat(Ledger.column(home, "SELECT name FROM scan WHERE listed = 1"))
                .containsExactly("Ana");
    }

    private static void show(Cards cards, String text, Path frame) throws Exception {
        Files.move(cards.print(text), frame, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
