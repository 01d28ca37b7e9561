package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealInputTest {
    private static final int CARDS = Build.NIGHTLY ? 1_000 : 120;

    @TempDir
    private Path folder;

    @Test
    void each_card_on_a_photograph_becomes_one_row_with_its_text() throws Exception {
        Path frames = Files.createDirectories(folder.resolve("frames"));
        Cards cards = new Cards(20_261_124, folder.resolve("print"));
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < CARDS; i++) {
            String code = String.format(Locale.ROOT, "2026%04d", i);
            codes.add(code);
            cards.frame(code, frames.resolve(code + (i % 2 == 0 ? ".png" : ".jpg")));
        }
        Path home = folder.resolve("home");
        try (TerminalProcess terminal = TerminalProcess.run(home, "dir:" + frames)) {
            terminal.await(
                    "the end of the folder",
                    Duration.ofMinutes(2),
                    () -> terminal.lines().stream().anyMatch(line -> line.contains("has no new frames")));
        }
        assertThat(Ledger.column(home, "SELECT code FROM scan WHERE status = 'PRESENT' ORDER BY sequence"))
                .containsExactlyElementsOf(codes);
        assertThat(Ledger.column(home, "SELECT count(*) FROM scan")).containsExactly(String.valueOf(CARDS));
        assertThat(Ledger.column(home, "SELECT count(*) FROM outbox WHERE state = 'PENDING'"))
                .containsExactly(String.valueOf(CARDS));
    }
}
