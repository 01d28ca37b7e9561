package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
    private static final int KILLS = Build.NIGHTLY ? 200 : 50;
    private static final long SEED = 20_261_124;

    @TempDir
    private Path home;

    @Test
    void no_announced_scan_is_lost_or_doubled_when_the_process_is_killed() throws Exception {
        Random random = new Random(SEED);
        List<String> announced = new ArrayList<>();
        int withScans = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            // Started means: the page answers. Every start after a kill is itself a check.
            TerminalProcess terminal = TerminalProcess.run(home, "demo:?cards=900000&rate=20");
            if (kill % 3 != 0) {
                // Two of three hit a terminal at work; the third one that has just started.
                terminal.awaitLine("accepted LOGIN");
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(700));
            terminal.kill();
            List<String> now = Ledger.announced(terminal.lines());
            announced.addAll(now);
            withScans += now.isEmpty() ? 0 : 1;
            assertThat(Ledger.integrity(home)).isEqualTo("ok");
        }
        System.out.printf(
                "%d kills, %d of them with scans under way, %d scans announced%n", KILLS, withScans, announced.size());
        assertThat(withScans).as("kills that hit a terminal at work").isGreaterThan(KILLS / 2);
        assertThat(Ledger.acceptedIds(home)).doesNotHaveDuplicates().containsAll(announced);
        assertThat(Ledger.column(
                        home, "SELECT code FROM scan WHERE status = 'PRESENT' GROUP BY code HAVING count(*) > 1"))
                .isEmpty();
        assertThat(Ledger.column(home, "SELECT row FROM scan WHERE status = 'PRESENT' ORDER BY row"))
                .containsExactlyElementsOf(Ledger.column(home, "SELECT row FROM outbox ORDER BY row"));
        // A library and its lock, of the last process: those of the killed ones are gone.
        assertThat(home.resolve("run/native").toFile().list()).hasSizeBetween(1, 2);
    }
}
