package rollcall.store.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.store.FigureHistory;
import rollcall.store.FigureHistory.Moment;
import rollcall.store.FigureHistory.Series;
import rollcall.store.FigureHistory.Trace;
import rollcall.store.StoreException;
import rollcall.store.history.Ring.Tier;

/** The ring on real files: what it keeps, how it thins, and that nothing about its file hinders anybody. */
class FigureHistoryTest {
    private static final Instant START = Instant.parse("2026-11-27T08:00:00Z");
    private static final Series SCANS =
            new Series("scans", "counter", "scans_total{status=\"a \\\"quoted\\\", back\\\\slashed\\nname\"}");
    private static final Series QUEUE = new Series("queue", "gauge", "queue");
    private static final List<Tier> SMALL = List.of(new Tier(4, 2), new Tier(3, 3), new Tier(2, 1));

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("figures.db");
    }

    private SqliteFigureHistory open() {
        return new SqliteFigureHistory(file(), SMALL);
    }

    private static Moment moment(long second, double scans) {
        return new Moment(START.plusSeconds(second), Map.of(SCANS, scans, QUEUE, -scans));
    }

    private static List<Trace> all(FigureHistory history) throws StoreException {
        return history.read(Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE), series -> true);
    }

    private static Trace of(List<Trace> traces, Series series) {
        return traces.stream()
                .filter(trace -> trace.series().equals(series))
                .findFirst()
                .orElseThrow();
    }

    private static List<Double> values(FigureHistory history) throws StoreException {
        return DoubleStream.of(of(all(history), SCANS).values()).boxed().toList();
    }

    private static List<Double> numbers(int from, int to) {
        return LongStream.rangeClosed(from, to).mapToObj(i -> (double) i).toList();
    }

    @Test
    void what_was_appended_is_read_back_over_a_restart_whatever_the_number() throws Exception {
        double[] odd = {0, -0.0, 1e-300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.0 / 3};
        SqliteFigureHistory first = open();
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < odd.length; i++) {
            moments.add(new Moment(START.plusSeconds(i), i == 2 ? Map.of() : Map.of(SCANS, odd[i])));
        }
        first.append(moments);
        first.append(List.of());
        first.close();
        SqliteFigureHistory second = open();
        Trace trace = of(all(second), SCANS);
        assertThat(trace.values()).containsExactly(0, -0.0, Double.NaN, odd[4], odd[5], odd[6]);
        assertThat(trace.millis()[2]).isEqualTo(START.plusSeconds(3).toEpochMilli());
        assertThat(second.series()).containsExactly(SCANS);
        assertThat(of(second.read(START.plusSeconds(3), START.plusSeconds(4), SCANS::equals), SCANS)
                        .values())
                .hasSize(2);
        assertThat(second.read(START, START.plusSeconds(9), QUEUE::equals)).isEmpty();
        second.close();
        assertThatThrownBy(() -> all(second)).hasMessageContaining("stopped");
    }

    @Test
    void what_gets_old_gets_thinner_and_at_last_goes() throws Exception {
        SqliteFigureHistory history = open();
        for (int i = 0; i < 40; i += 2) {
            history.append(List.of(moment(i, i), moment(i + 1, i + 1)));
        }
        // The oldest every fourth, then every second, then all.
        List<Double> kept = new ArrayList<>(List.of(3.0, 7.0, 11.0));
        IntStream.rangeClosed(6, 15).forEach(i -> kept.add(2.0 * i + 1));
        kept.addAll(numbers(32, 39));
        assertThat(values(history)).isEqualTo(kept);
        for (int i = 40; i < 400; i += 2) {
            history.append(List.of(moment(i, i), moment(i + 1, i + 1)));
            assertThat(values(history)).hasSizeLessThan(30);
        }
        history.close();
    }

    @Test
    void a_clock_that_steps_neither_empties_it_nor_makes_it_grow() throws Exception {
        SqliteFigureHistory history = open();
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            history.append(List.of(moment(random.nextInt(1_000_000), i), moment(random.nextInt(1_000_000), i)));
        }
        Trace trace = of(all(history), SCANS);
        assertThat(trace.millis()).isSorted().doesNotHaveDuplicates().hasSizeBetween(8, 30);
        history.append(List.of(moment(-1_000_000_000L, 99)));
        assertThat(values(history)).startsWith(99.0);
        history.close();
    }

    @Test
    void a_damaged_file_is_put_aside_and_begun_anew() throws Exception {
        Files.writeString(file(), "this was never a database, and it is long enough to be looked at".repeat(50));
        SqliteFigureHistory history = open();
        assertThat(all(history)).isEmpty();
        history.append(List.of(moment(1, 1)));
        assertThat(values(history)).containsExactly(1.0);
        assertThat(folder.resolve("figures.db.damaged")).exists();
        history.close();
    }

    @Test
    void any_damage_within_costs_figures_and_nothing_else() throws Exception {
        SqliteFigureHistory first = open();
        for (int i = 0; i < 30; i++) {
            first.append(List.of(moment(i, i)));
        }
        first.close();
        byte[] whole = Files.readAllBytes(file());
        Random random = new Random(11);
        int begunAnew = 0;
        for (int round = 0; round < 60; round++) {
            byte[] torn = whole.clone();
            int at = random.nextInt(torn.length);
            for (int i = at; i < Math.min(torn.length, at + 300); i++) {
                torn[i] = (byte) random.nextInt();
            }
            Files.write(file(), torn);
            SqliteFigureHistory history = open();
            all(history);
            for (int i = 0; i < 8; i++) {
                history.append(List.of(moment(100 + i, 100 + i)));
            }
            assertThat(values(history)).contains(100.0, 107.0);
            history.close();
            begunAnew += Files.deleteIfExists(folder.resolve("figures.db.damaged")) ? 1 : 0;
        }
        assertThat(begunAnew).isBetween(5, 60);
    }

    @Test
    void three_days_take_little_of_the_card() throws Exception {
        SqliteFigureHistory history =
                new SqliteFigureHistory(file(), List.of(new Tier(12, 10), new Tier(14, 12), new Tier(4, 1)));
        Random random = new Random(3);
        List<Series> many = Stream.iterate(0, i -> i + 1)
                .limit(250)
                .map(i -> new Series("f" + i / 5, "counter", "f" + i / 5 + "_total{label=\"" + i + "\"}"))
                .toList();
        double[] values = new double[many.size()];
        for (int minute = 0; minute < 400; minute++) {
            List<Moment> batch = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Map<Series, Double> row = new LinkedHashMap<>();
                for (int s = 0; s < values.length; s++) {
                    values[s] += random.nextInt(10) == 0 ? random.nextDouble() : 0;
                    row.put(many.get(s), values[s]);
                }
                batch.add(new Moment(START.plusSeconds(60L * minute + 15L * i), row));
            }
            history.append(batch);
        }
        history.close();
        // 23 + 25 + 4 chunks at most; the whole ring has 310.
        assertThat(Files.size(file())).isLessThan(52 * 8_000L);
    }

    @Test
    void promtool_makes_blocks_of_the_export() throws Exception {
        SqliteFigureHistory history = open();
        Series low = new Series("took_seconds", "histogram", "took_seconds_bucket{type=\"IN\",le=\"0.5\"}");
        Series all = new Series("took_seconds", "histogram", "took_seconds_bucket{type=\"IN\",le=\"+Inf\"}");
        Series count = new Series("took_seconds", "histogram", "took_seconds_count{type=\"IN\"}");
        for (int i = 0; i < 10; i++) {
            history.append(List.of(new Moment(
                    START.plusSeconds(15L * i),
                    Map.of(SCANS, (double) i, QUEUE, Double.NaN, low, (double) i, all, 2.0 * i, count, 2.0 * i))));
        }
        List<String> lines = new ArrayList<>();
        long samples = new OpenMetricsExport(history).write(Instant.EPOCH, START.plusSeconds(1_000), lines::add);
        assertThat(lines)
                .hasSize((int) samples + 3 + 1)
                .contains("# TYPE scans counter", "queue NaN 1795766415.000")
                .endsWith("# EOF");
        // A point of a metric is told whole before the next one.
        int bucket = lines.indexOf("took_seconds_bucket{type=\"IN\",le=\"0.5\"} 9.0 1795766535.000");
        assertThat(lines.subList(bucket - 2, bucket + 3))
                .filteredOn(line -> line.startsWith("took_seconds") && line.endsWith(" 1795766535.000"))
                .hasSize(3);
        history.close();

        Path text = folder.resolve("export.txt");
        Files.write(text, lines, StandardCharsets.UTF_8);
        Process promtool = new ProcessBuilder(
                        "promtool",
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        text.toString(),
                        folder.resolve("blocks").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        Files.createDirectory(folder.resolve("blocks/wal"));
        Process dump = new ProcessBuilder(
                        "promtool", "tsdb", "dump", folder.resolve("blocks").toString())
                .redirectErrorStream(true)
                .start();
        String dumped = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(dump.waitFor()).as(dumped).isZero();
        assertThat(dumped)
                .contains(
                        "scans_total",
                        "a \\\"quoted\\\", back\\\\slashed\\nname",
                        " 9 " + START.plusSeconds(135).toEpochMilli());
        assertThat(dumped.lines().filter(line -> line.startsWith("{"))).hasSize((int) samples);
    }
}
