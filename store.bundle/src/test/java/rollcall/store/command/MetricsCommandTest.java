package rollcall.store.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.store.FigureHistory.Moment;
import rollcall.store.FigureHistory.Series;
import rollcall.store.history.SqliteFigureHistory;

class MetricsCommandTest {
    @TempDir
    private Path folder;

    @Test
    void figures_are_written_or_it_is_said_why_not() throws Exception {
        SqliteFigureHistory history = new SqliteFigureHistory(folder);
        MetricsCommand command = new MetricsCommand(history);
        List<String> lines = new ArrayList<>();
        assertThat(command.apply(List.of("export"), lines::add)).isEqualTo(1);
        assertThat(lines).anyMatch(line -> line.startsWith("! no figures are kept yet"));
        assertThat(command.apply(List.of("import"), lines::add)).isEqualTo(1);
        assertThat(lines).anyMatch(line -> line.startsWith("! unknown: metrics import"));

        lines.clear();
        history.append(List.of(
                new Moment(Instant.ofEpochSecond(1_795_766_400), Map.of(new Series("up", "gauge", "up"), 1.0))));
        assertThat(command.apply(List.of("export"), lines::add)).isZero();
        assertThat(lines).containsExactly("# TYPE up gauge", "up 1.0 1795766400.000", "# EOF");
        history.close();
    }
}
