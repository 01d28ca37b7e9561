package rollcall.metrics.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.metrics.collect.Whiteboard;
import rollcall.metrics.collect.WhiteboardOf;

/** Samples on their way to the ring, and what is told of them. */
class SamplerTest {
    private static final Instant START = Instant.parse("2026-11-27T08:00:00Z");
    private static final String NASTY = "a \"quoted\", back\\slashed=}\nname{";

    private static final class SetClock extends Clock {
        private Instant now = START;

        @Override
        public ZoneId getZone() {
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
    }

    private final Counter scans = Counter.build("attendance_scans_total", "Scans.")
            .labelNames("status")
            .create();
    private final Gauge queue = Gauge.build("cloud_sync_queue_size", "Queue.")
            .labelNames("priority", "target")
            .create();
    private final SetClock clock = new SetClock();
    private final MemoryRing ring = new MemoryRing();
    private final Whiteboard whiteboard = WhiteboardOf.collectors(scans, queue);
    private final HistoryFigures figures = new HistoryFigures();
    private final Sampler sampler = new Sampler(whiteboard, figures, clock, ring);
    private final HistoryServlet history = new HistoryServlet(sampler, clock);

    @BeforeEach
    void fill() {
        queue.labels("normal", NASTY).set(7);
    }

    private void sample(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            scans.labels("success").inc(15);
            sampler.step();
            clock.now = clock.now.plusSeconds(15);
        }
    }

    /** Places in the answer to their values. */
    private Map<String, String> ask(Map<String, String> asked) throws Exception {
        Map<String, String> values = new HashMap<>();
        byte[] text = JsonServlet.written(history.answer(asked)).toByteArray();
        try (JsonParser parser = new JsonFactory().createParser(new String(text, StandardCharsets.UTF_8))) {
            while (parser.nextToken() != null) {
                if (parser.currentToken().isScalarValue()) {
                    values.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
                }
            }
        }
        return values;
    }

    @Test
    void samples_go_to_the_ring_four_at_a_time_and_the_rest_at_the_end() throws Exception {
        sample(9);
        assertThat(ring.batches).containsExactly(4, 4);
        sampler.flush(1);
        assertThat(ring.batches).containsExactly(4, 4, 1);
    }

    @Test
    void while_the_ring_is_away_samples_wait_and_the_oldest_go_at_last() throws Exception {
        ring.away = true;
        sample(245);
        assertThat(ring.batches).isEmpty();
        ring.away = false;
        sample(1);
        assertThat(ring.batches).hasSize(60).containsOnly(4);
        assertThat(figures.collect().get(1).samples.get(0).value).isEqualTo(6);
    }

    @Test
    void history_tells_what_is_in_the_ring_and_what_waits_for_it() throws Exception {
        sample(6);
        Map<String, String> told = ask(Map.of("name", "attendance_scans_total", "step", "15"));
        assertThat(told)
                .containsEntry("/type", "counter")
                .containsEntry("/series/0/sample", "attendance_scans_total")
                .containsEntry("/series/0/labels/status", "success")
                .containsEntry("/series/0/values/0", "15")
                .containsEntry("/series/0/values/5", "90")
                .doesNotContainKey("/series/0/values/6");
        assertThat(ask(Map.of("name", "attendance_scans", "step", "60", "rate", "1")))
                .containsEntry("/series/0/values/0", "null")
                .containsEntry("/series/0/values/1", "1");
        assertThat(ask(Map.of())).containsValue("attendance_scans").containsValue("attendance_outbox_records");
    }

    @Test
    void the_predecessors_name_is_understood_and_labels_come_back_as_they_were() throws Exception {
        sample(1);
        assertThat(ask(Map.of("name", "cloud_sync_queue_size")))
                .containsEntry("/series/0/labels/target", NASTY)
                .containsEntry("/series/0/values/0", "7")
                .doesNotContainKey("/series/0/labels/priority");
    }

    @Test
    void a_clock_that_steps_back_loses_nothing() throws Exception {
        sample(4);
        clock.now = START.minusSeconds(3_600);
        sample(5);
        clock.now = START.plusSeconds(60);
        assertThat(ask(Map.of("name", "attendance_scans", "from", "1795760000", "to", "1795770000", "step", "15")))
                .containsEntry("/series/0/values/0", "75")
                .containsEntry("/series/0/values/8", "60");
    }

    @Test
    void wrong_questions_are_answered_in_one_line() {
        Map<Map<String, String>, String> wrong = Map.of(
                Map.of("name", "a b"), "name: letters",
                Map.of("name", "a", "from", "yesterday"), "from: seconds since 1970",
                Map.of("name", "a", "from", "1795770000", "to", "1795760000"), "has to lie before",
                Map.of("name", "a", "step", "1"), "from 15 to 86400",
                Map.of("name", "a", "step", "15", "from", "1"), "more than 5000 times");
        wrong.forEach((asked, line) -> assertThatThrownBy(() -> history.answer(asked))
                .as(asked.toString())
                .hasMessageContaining(line));
    }
}
