package rollcall.metrics.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.metrics.remote.Sender.Answer;
import rollcall.store.FigureHistory.Series;
import rollcall.store.FigureHistory.Trace;

/** Samples on their way to a real Prometheus, and to receivers that answer what a real one rarely does. */
class RemoteWriteTest {
    private static final Series SCANS = new Series(
            "attendance_scans", "counter", "attendance_scans_total{status=\"success\",empty=\"\",instance=\"forged\"}");
    private static final Series ODD =
            new Series("odd", "gauge", "odd{z=\"a \\\"quoted\\\", back\\\\slashed\\nname ñ\",a=\"first\"}");

    @TempDir
    private Path folder;

    private final TreeMap<Instant, Double> sampled = new TreeMap<>();
    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant start = now;
    private final RemoteFigures figures = new RemoteFigures();
    private Optional<Instant> kept = Optional.empty();
    private int puts;

    private void sample(Instant at, double value) {
        sampled.put(at, value);
    }

    /** One every 15 s up to now. */
    private void sampleSince(Duration ago) {
        for (Instant at = now.minus(ago); !at.isAfter(now); at = at.plusSeconds(15)) {
            sample(at, sampled.size());
        }
    }

    private List<Trace> read(Instant from, Instant to) {
        Map<Instant, Double> some = sampled.subMap(from, true, to, true);
        long[] millis = some.keySet().stream().mapToLong(Instant::toEpochMilli).toArray();
        double[] values =
                some.values().stream().mapToDouble(Double::doubleValue).toArray();
        double[] odd = values.clone();
        for (int i = 0; i < odd.length; i++) {
            odd[i] = new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 0.5}[i % 3];
        }
        return millis.length == 0 ? List.of() : List.of(new Trace(SCANS, millis, values), new Trace(ODD, millis, odd));
    }

    private RemoteWrite to(Sender sender, int hours) {
        Cursor cursor = new Cursor() {
            @Override
            public Optional<Instant> get() {
                return kept;
            }

            @Override
            public void put(Instant at) {
                kept = Optional.of(at);
                puts++;
            }
        };
        figures.use();
        return new RemoteWrite(
                (from, to, wanted) -> read(from, to),
                sender,
                cursor,
                figures,
                new RemoteWrite.Settings(
                        Map.of("job", "rollcall", "instance", "gate-1"),
                        Duration.ofSeconds(60),
                        Duration.ofHours(hours)),
                new Clock() {
                    @Override
                    public ZoneOffset getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        throw new UnsupportedOperationException("nobody asks");
                    }

                    @Override
                    public Instant instant() {
                        return now;
                    }
                },
                () -> 1);
    }

    private double outcome(String outcome) {
        return figures.samples(outcome);
    }

    @Test
    void a_real_prometheus_takes_them_over_its_own_outage() throws Exception {
        sampleSince(Duration.ofMinutes(25));
        try (Receiver receiver = new Receiver(folder, "0s")) {
            RemoteWrite write = to(new HttpSender(receiver.address(), ""), 1);
            assertThat(write.step()).isEqualTo(Duration.ofSeconds(60));
            assertThat(outcome("sent")).isEqualTo(3.0 * sampled.size());
            assertThat(receiver.ask("count_over_time(attendance_scans_total[1h])", now.getEpochSecond()))
                    .contains("\"" + sampled.size() + "\"", "\"instance\":\"gate-1\"", "\"job\":\"rollcall\"")
                    .doesNotContain("empty", "forged");
            assertThat(receiver.ask("odd", now.getEpochSecond()))
                    .contains("a \\\"quoted\\\", back\\\\slashed\\nname ñ");
            assertThat(receiver.ask("up{job=\"rollcall\"}", now.getEpochSecond()))
                    .contains("\"1\"]");

            receiver.stop();
            now = now.plusSeconds(60);
            sampleSince(Duration.ofSeconds(45));
            assertThat(write.step()).isEqualTo(Duration.ofSeconds(5));
            assertThat(write.step()).isEqualTo(Duration.ofSeconds(10));
            receiver.restart();
            assertThat(write.step()).isEqualTo(Duration.ofSeconds(60));
            assertThat(outcome("sent")).isEqualTo(3.0 * sampled.size());
            assertThat(receiver.ask("count_over_time(attendance_scans_total[2h])", now.getEpochSecond()))
                    .contains("\"" + sampled.size() + "\"");
        }
        assertThat(outcome("refused") + outcome("too_old")).isZero();
    }

    @Test
    void a_real_prometheus_that_has_newer_ones_costs_those_alone() throws Exception {
        sampleSince(Duration.ofSeconds(60));
        try (Receiver receiver = new Receiver(folder, "0s")) {
            to(new HttpSender(receiver.address(), ""), 1).step();
            assertThat(outcome("refused")).isZero();
            // As after a power cut, which lost the place: the same again, with one more between and one behind.
            sample(now.minusSeconds(50), 99);
            now = now.plusSeconds(15);
            sample(now, 7);
            kept = Optional.empty();
            to(new HttpSender(receiver.address(), ""), 1).step();
            assertThat(receiver.ask("attendance_scans_total", now.getEpochSecond()))
                    .contains("\"7\"]");
            assertThat(outcome("refused")).isPositive();
        }
    }

    @Test
    void what_is_too_old_is_left_out_and_counted() throws Exception {
        sampleSince(Duration.ofHours(3));
        kept = Optional.of(now.minus(Duration.ofHours(2)));
        List<byte[]> bodies = new ArrayList<>();
        RemoteWrite write = to(
                body -> {
                    bodies.add(body);
                    return new Answer(204, "", Optional.empty());
                },
                1);
        write.step();
        assertThat(outcome("too_old")).isEqualTo(2.0 * 240);
        assertThat(outcome("sent")).isEqualTo(3.0 * 240);
        assertThat(bodies).hasSize(6);
        write.step();
        assertThat(bodies).hasSize(6);
        assertThat(outcome("too_old")).isEqualTo(2.0 * 240);
    }

    @Test
    void answers_are_understood() throws Exception {
        sampleSince(Duration.ofSeconds(45));
        Deque<Answer> answers = new ArrayDeque<>(List.of(
                new Answer(503, "", Optional.of(Duration.ofSeconds(90))),
                new Answer(429, "", Optional.empty()),
                new Answer(500, "oops", Optional.empty()),
                new Answer(401, "who?", Optional.empty()),
                // One of four is bad: the whole, its first half, the bad quarter, the good one, the second half.
                new Answer(400, "out of order sample", Optional.empty()),
                new Answer(500, "too old sample", Optional.empty()),
                new Answer(400, "out of order sample", Optional.empty()),
                new Answer(200, "", Optional.empty()),
                new Answer(204, "", Optional.empty())));
        RemoteWrite write = to(body -> answers.removeFirst(), 1);
        assertThat(write.step()).isEqualTo(Duration.ofSeconds(90));
        assertThat(write.step()).isEqualTo(Duration.ofSeconds(10));
        assertThat(write.step()).isEqualTo(Duration.ofSeconds(20));
        assertThat(write.step()).isEqualTo(Duration.ofSeconds(40));
        assertThat(write.step()).isEqualTo(Duration.ofSeconds(60));
        assertThat(answers).isEmpty();
        assertThat(outcome("sent")).isEqualTo(9);
        assertThat(outcome("refused")).isEqualTo(3);
        assertThat(kept).contains(now);
        assertThat(puts).isEqualTo(1);
    }

    @Test
    void pauses_have_an_end_and_a_network_that_is_away_loses_nothing() throws Exception {
        sampleSince(Duration.ofSeconds(45));
        RemoteWrite write = to(
                body -> {
                    throw new IOException("no route");
                },
                1);
        Duration pause = Duration.ZERO;
        for (int i = 0; i < 20; i++) {
            pause = write.step();
        }
        assertThat(pause).isEqualTo(Duration.ofMinutes(5));
        assertThat(outcome("sent") + outcome("refused") + outcome("too_old")).isZero();
        assertThat(kept).isEmpty();
    }

    @Test
    void a_clock_that_stepped_back_does_not_stop_it() throws Exception {
        sampleSince(Duration.ofSeconds(45));
        RemoteWrite write = to(body -> new Answer(204, "", Optional.empty()), 1);
        write.step();
        now = start.minus(Duration.ofDays(1));
        sample(now, 1);
        write.step();
        assertThat(outcome("sent")).isEqualTo(3 * 5);
    }

    @Test
    void wrong_settings_are_said_in_one_line() {
        Map.of(
                        "ftp://host/x", "not a web address",
                        "http://metrics.school.example/api/v1/write", "only https",
                        "https://me:secret@host/", "no password may stand in it",
                        "no address", "not an address")
                .forEach((text, line) -> assertThatThrownBy(() -> RemoteSettings.address(text))
                        .hasMessageContaining(line)
                        .hasMessageStartingWith("metrics.remote_write.url"));
        assertThat(RemoteSettings.address("http://127.0.0.1:9090/api/v1/write")).isNotNull();
    }

    @Test
    void requests_shrink_by_half_at_least() throws Exception {
        sampleSince(Duration.ofMinutes(10));
        List<Trace> many = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            Trace trace = read(start.minus(Duration.ofHours(1)), start).get(0);
            many.add(new Trace(
                    new Series("f" + i, "counter", "attendance_family_" + i / 5 + "_total{label=\"value-" + i + "\"}"),
                    trace.millis(),
                    trace.values()));
        }
        byte[] plain =
                Batch.of(many, Map.of("job", "rollcall", "instance", "gate-1")).encoded();
        assertThat(Snappy.compressed(plain).length).isLessThan(plain.length / 2);
    }
}
