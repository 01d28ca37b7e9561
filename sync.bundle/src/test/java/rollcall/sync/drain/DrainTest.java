package rollcall.sync.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.sync.Delivery;
import rollcall.sync.SyncTarget;

class DrainTest {
    @TempDir
    private Path folder;

    /** Keeps what it takes; answers what it is told to, first come. */
    private static final class Memory implements SyncTarget {
        private final Set<ScanId> kept = new HashSet<>();
        private final List<Integer> sizes = new ArrayList<>();
        private final Queue<Delivery> answers = new ArrayDeque<>();
        private Predicate<Scan> poison = scan -> false;
        private boolean away;
        private boolean there;
        private boolean byName;

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public Delivery deliver(List<Scan> batch) throws IOException {
            if (away) {
                throw new IOException("connection refused");
            }
            sizes.add(batch.size());
            if (!answers.isEmpty()) {
                return answers.remove();
            }
            if (byName) {
                return new Delivery.RefusedRows(
                        batch.stream().collect(Collectors.toMap(Scan::id, scan -> "other_device")));
            }
            if (batch.stream().anyMatch(poison)) {
                return new Delivery.Refused("HTTP 400");
            }
            batch.forEach(scan -> kept.add(scan.id()));
            return new Delivery.Acknowledged();
        }

        @Override
        public boolean probe() throws IOException {
            if (away) {
                throw new IOException("connection refused");
            }
            return there;
        }
    }

    private final Memory target = new Memory();
    private Rig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(folder, target, 10);
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void a_backlog_goes_in_batches_and_then_it_rests() throws Exception {
        rig.scans(25);
        rig.drain();

        assertThat(target.sizes).containsExactly(10, 10, 5);
        assertThat(target.kept).hasSize(25);
        assertThat(rig.step()).isEqualTo(Duration.ofSeconds(1));
        assertThat(rig.state().lastSuccess()).isPresent();
    }

    @Test
    void one_poison_row_in_every_place_is_quarantined_alone() throws Exception {
        for (int place = 1; place <= 10; place++) {
            int first = (int)
                    rig.store.scans.totals(rollcall.store.sqlite.OpenStore.NOON).lastRow();
            int bad = first + place;
            target.poison = scan -> scan.row() == bad;
            rig.scans(10);
            rig.drain();
            assertThat(rig.quarantined()).as("place " + place).isEqualTo(place);
            assertThat(target.kept).hasSize(place * 9);
        }
        target.poison = scan -> false;
        for (var row : rig.store.outbox.quarantined(100)) {
            assertThat(rig.store.outbox.requeue(row.scan().id())).isTrue();
        }
        rig.drain();
        assertThat(target.kept).as("after the far end was mended").hasSize(100);
    }

    @Test
    void rows_the_far_end_names_are_quarantined_without_search() throws Exception {
        rig.scans(10);
        ScanId third = rig.store.outbox.due("memory", 10).get(2).id();
        target.answers.add(new Delivery.RefusedRows(Map.of(third, "unknown device")));
        rig.drain();

        assertThat(rig.quarantined()).isEqualTo(1);
        assertThat(rig.events).containsOnlyOnce("quarantined");
    }

    @Test
    void a_far_end_that_refuses_everything_is_not_believed() throws Exception {
        rig.scans(50);
        target.poison = scan -> true;
        Duration rest = Duration.ZERO;
        for (int i = 0; i < 200 && rest.isZero(); i++) {
            rest = rig.step();
        }
        assertThat(rest).isEqualTo(Duration.ofMinutes(15));
        assertThat(rig.state().closed()).isTrue();
        assertThat(rig.quarantined()).isEqualTo(10);
        assertThat(rig.pending()).isEqualTo(40);
    }

    @Test
    void retry_after_is_kept_and_pauses_end() throws Exception {
        rig.scans(1);
        target.answers.add(new Delivery.Later(Optional.of(Duration.ofSeconds(90)), "HTTP 429"));
        Duration rest = rig.step();

        assertThat(rest).isEqualTo(Duration.ofMillis(90_500));
        rig.pass(Duration.ofSeconds(90));
        assertThat(rig.step()).isEqualTo(Duration.ofMillis(500));
        assertThat(target.sizes).hasSize(1);
        rig.pass(Duration.ofMillis(500));
        rig.step();
        assertThat(rig.pending()).isZero();
    }

    @Test
    void a_wrong_token_pauses_tells_once_and_goes_on_when_hurried() throws Exception {
        rig.scans(1);
        for (int i = 0; i < 2; i++) {
            target.answers.add(new Delivery.Closed("HTTP 401"));
            assertThat(rig.step()).isEqualTo(Duration.ofMinutes(15));
            rig.hurry();
        }
        assertThat(rig.events).containsOnlyOnce("closed");
        assertThat(rig.state().closed()).isTrue();
        rig.step();
        assertThat(rig.pending()).isZero();
        assertThat(rig.state().problem()).isEmpty();
    }

    @Test
    void an_hour_without_network_costs_few_attempts_and_no_row() throws Exception {
        rig.scans(30);
        target.away = true;
        while (rig.seconds() < 3_600) {
            rig.pass(rig.step());
        }
        assertThat(rig.events).filteredOn("away"::equals).hasSizeBetween(10, 70);
        assertThat(rig.events).contains("breaker open");
        assertThat(rig.pending()).isEqualTo(30);
        target.away = false;
        rig.drain();
        assertThat(target.kept).hasSize(30);
        assertThat(rig.state().breaker()).isEqualTo("closed");
    }

    @Test
    void what_was_sent_and_not_settled_is_sent_again_after_a_kill() throws Exception {
        rig.scans(15);
        rig.step();
        rig.close();
        rig = new Rig(folder, target, 10);
        rig.drain();
        assertThat(target.kept).hasSize(15);
        assertThat(target.sizes).containsExactly(10, 5);
    }

    @Test
    void a_clock_that_is_set_moves_no_pause_and_loses_nothing() throws Exception {
        rig.scans(40);
        rig.step();
        target.away = true;
        for (String time : List.of("1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z", "2026-11-24T11:00:00Z")) {
            rig.set(Instant.parse(time));
            Duration rest = rig.step();
            assertThat(rest).isLessThan(Duration.ofMinutes(5));
            assertThat(rig.step())
                    .as("nothing is tried before the pause is over")
                    .isEqualTo(rest);
            rig.pass(rest);
        }
        target.away = false;
        rig.drain();
        assertThat(target.kept).hasSize(40);
        assertThat(rig.store.scans.after(0, 100))
                .allMatch(scan -> scan.syncedAt().isPresent());
    }

    @Test
    void while_nothing_is_owed_it_asks_from_time_to_time_whether_the_far_end_is_there() throws Exception {
        target.there = true;
        rig.step();
        assertThat(rig.events).containsExactly("breaker closed", "there");
        rig.pass(rig.step());
        rig.pass(Rig.PROBE);
        target.away = true;
        Duration rest = rig.step();
        assertThat(rig.state().problem()).contains("connection refused");
        rig.pass(rest);
        target.away = false;
        rig.step();
        assertThat(rig.events).containsExactly("breaker closed", "there", "away", "there");
        assertThat(rig.state().problem()).isEmpty();
        assertThat(rig.step()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void rows_that_are_all_refused_by_name_are_not_all_believed() throws Exception {
        rig.scans(50);
        target.byName = true;
        for (int i = 0; i < 200 && !rig.state().closed(); i++) {
            rig.step();
        }
        assertThat(rig.quarantined()).isEqualTo(10);
        assertThat(rig.pending()).isEqualTo(40);
    }
}
