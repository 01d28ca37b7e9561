package rollcall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.store.sqlite.OpenStore.NOON;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.Outbox.Quarantined;

class SqliteOutboxTest {
    @TempDir
    private Path folder;

    private OpenStore store;

    @BeforeEach
    void open() throws Exception {
        store = new OpenStore(folder);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private List<ScanId> due() throws Exception {
        return store.outbox.due(NOON.plusSeconds(60), 100).stream()
                .map(Scan::id)
                .toList();
    }

    @Test
    void accepted_scans_are_due_in_their_order_until_they_are_acknowledged() throws Exception {
        ScanId first = store.scan("S1").id();
        store.scan("S1", NOON.plusSeconds(1));
        ScanId second = store.scan("S2").id();

        assertThat(due()).containsExactly(first, second);
        store.outbox.send(List.of(first, second));
        assertThat(due()).as("no answer came yet").containsExactly(first, second);
        store.outbox.acknowledge(List.of(first), NOON.plusSeconds(5));
        assertThat(due()).containsExactly(second);
        assertThat(store.scans.after(0, 1).get(0).syncedAt()).contains(NOON.plusSeconds(5));
        assertThat(store.scans.queue().pending()).isEqualTo(1);
    }

    @Test
    void a_postponed_row_is_due_again_at_its_time() throws Exception {
        ScanId id = store.scan("S1").id();
        store.outbox.send(Set.of(id));
        store.outbox.postpone(Set.of(id), NOON.plusSeconds(61), "503\nfrom the far end");

        assertThat(due()).isEmpty();
        assertThat(store.outbox.due(NOON.plusSeconds(61), 1)).hasSize(1);
        assertThat(store.number("SELECT attempts FROM outbox")).isEqualTo(1);
        assertThat(store.number("SELECT reason = '503 from the far end' FROM outbox"))
                .isEqualTo(1);
    }

    @Test
    void a_quarantined_row_tells_why_and_can_be_sent_again() throws Exception {
        Scan scan = store.scan("S1");
        store.outbox.send(Set.of(scan.id()));
        store.outbox.quarantine(scan.id(), "no such student");

        assertThat(due()).isEmpty();
        assertThat(store.outbox.quarantined(10)).containsExactly(new Quarantined(scan, 1, "no such student"));
        assertThat(store.scans.queue().pending()).isZero();
        assertThat(store.outbox.requeue(scan.id())).isTrue();
        assertThat(store.outbox.requeue(scan.id())).isFalse();
        assertThat(due()).containsExactly(scan.id());
        assertThat(store.scans.queue().pending()).isEqualTo(1);
    }

    @Test
    void acknowledging_twice_or_after_quarantine_counts_once() throws Exception {
        ScanId id = store.scan("S1").id();
        store.outbox.quarantine(id, "odd");
        store.outbox.acknowledge(List.of(id), NOON);
        store.outbox.acknowledge(List.of(id, id, OpenStore.nextId()), NOON.plusSeconds(9));
        store.outbox.quarantine(id, "too late");

        assertThat(store.scans.queue().pending()).isZero();
        assertThat(store.number("SELECT acked * 10 + quarantined FROM tally")).isEqualTo(10);
        assertThat(store.ledger.days()).allMatch(day -> day.unaccounted() == 0);
    }
}
