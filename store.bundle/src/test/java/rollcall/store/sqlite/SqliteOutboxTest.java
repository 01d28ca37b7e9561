package rollcall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rollcall.store.sqlite.OpenStore.NOON;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.Outbox.Quarantined;
import rollcall.store.Outbox.Target;

class SqliteOutboxTest {
    @TempDir
    private Path folder;

    private OpenStore store;

    @BeforeEach
    void open() throws Exception {
        store = new OpenStore(folder);
        store.outbox.open("a");
    }

    @AfterEach
    void close() throws Exception {
        assertThat(store.ledger.days()).allMatch(day -> day.unaccounted() == 0);
        store.close();
    }

    private List<ScanId> due(String target) throws Exception {
        return store.outbox.due(target, 100).stream().map(Scan::id).toList();
    }

    private void ack(String target, ScanId... ids) throws Exception {
        store.outbox.settle(target, List.of(ids), Map.of(), NOON.plusSeconds(5));
    }

    private void refuse(String target, ScanId id, String reason) throws Exception {
        store.outbox.settle(target, List.of(), Map.of(id, reason), NOON);
    }

    @Test
    void accepted_scans_are_due_in_their_order_until_they_are_settled() throws Exception {
        ScanId first = store.scan("S1").id();
        store.scan("S1", NOON.plusSeconds(1));
        ScanId second = store.scan("S2").id();

        assertThat(due("a")).containsExactly(first, second);
        ack("a", first);
        assertThat(due("a")).containsExactly(second);
        assertThat(store.scans.after(0, 1).get(0).syncedAt()).contains(NOON.plusSeconds(5));
        assertThat(store.scans.queue().pending()).isEqualTo(1);
    }

    @Test
    void a_row_is_done_when_every_open_target_has_it() throws Exception {
        store.outbox.open("b");
        ScanId first = store.scan("S1").id();
        ScanId second = store.scan("S2").id();
        ack("a", first, second);

        assertThat(due("a")).isEmpty();
        assertThat(due("b")).containsExactly(first, second);
        assertThat(store.scans.queue().pending()).isEqualTo(2);
        assertThat(store.outbox.targets())
                .containsExactly(new Target("a", 0, Optional.empty(), 0), new Target("b", 2, Optional.of(NOON), 0));
        ack("b", first);
        assertThat(store.scans.queue().pending()).isEqualTo(1);
        assertThat(store.outbox.close("b")).isTrue();
        assertThat(store.outbox.close("b")).isFalse();
        assertThat(store.scans.queue().pending())
                .as("b is owed nothing any more")
                .isZero();
    }

    @Test
    void a_target_opened_later_is_not_owed_what_was_done_before() throws Exception {
        ack("a", store.scan("S1").id());
        ScanId second = store.scan("S2").id();
        store.outbox.open("b");

        assertThat(due("b")).containsExactly(second);
    }

    @Test
    void without_a_target_rows_wait() throws Exception {
        store.outbox.close("a");
        ScanId id = store.scan("S1").id();
        assertThat(store.scans.queue().pending()).isEqualTo(1);
        store.outbox.open("late");
        assertThat(due("late")).containsExactly(id);
    }

    @Test
    void no_row_is_left_out() throws Exception {
        ScanId first = store.scan("S1").id();
        ScanId second = store.scan("S2").id();

        assertThatThrownBy(() -> ack("a", second)).hasMessageContaining("still owed to target a");
        assertThat(due("a")).containsExactly(first, second);
        assertThatThrownBy(() -> due("nobody")).hasMessage("target nobody is not open");
        assertThatThrownBy(() -> store.outbox.open("Bad Name")).hasMessageContaining("Bad Name");
    }

    @Test
    void a_refused_row_tells_why_and_is_owed_again_to_who_refused_it() throws Exception {
        store.outbox.open("b");
        Scan scan = store.scan("S1");
        ScanId second = store.scan("S2").id();
        refuse("a", scan.id(), "no such\nstudent");
        ack("a", second);
        ack("b", scan.id(), second);

        Scan stored = store.scans.after(0, 1).get(0);
        assertThat(stored.syncedAt()).isEmpty();
        assertThat(store.outbox.quarantined(10)).containsExactly(new Quarantined(stored, "a", 1, "no such student"));
        assertThat(store.scans.queue().pending()).isZero();
        assertThat(store.outbox.requeue(scan.id())).isTrue();
        assertThat(store.outbox.requeue(scan.id())).isFalse();
        assertThat(due("b")).isEmpty();
        assertThat(due("a")).containsExactly(scan.id());
        assertThat(store.scans.queue().pending()).isEqualTo(1);
        refuse("a", scan.id(), "still not");
        assertThat(store.outbox.quarantined(10))
                .extracting(Quarantined::attempts)
                .containsExactly(2);
        store.outbox.requeue(scan.id());
        ack("a", scan.id());
        assertThat(store.outbox.quarantined(10)).isEmpty();
        assertThat(store.number("SELECT acked * 10 + quarantined FROM tally")).isEqualTo(20);
    }

    @Test
    void answering_twice_counts_once() throws Exception {
        ScanId id = store.scan("S1").id();
        ack("a", id);
        ack("a", id, id, OpenStore.nextId());
        refuse("a", id, "too late");

        assertThat(store.outbox.quarantined(10)).isEmpty();
        assertThat(store.number("SELECT acked * 10 + quarantined FROM tally")).isEqualTo(10);
    }

    @Test
    void a_row_quarantined_before_there_were_targets_can_be_sent_again() throws Exception {
        ScanId id = store.scan("S1").id();
        ack("a", store.scan("S2").id(), id);
        store.change("UPDATE outbox SET state = 'QUARANTINED', reason = 'old' WHERE row = 1");
        store.change("UPDATE tally SET acked = 1, quarantined = 1");

        assertThat(store.outbox.quarantined(10)).extracting(Quarantined::reason).containsExactly("old");
        assertThat(store.outbox.requeue(id)).isTrue();
        assertThat(due("a")).containsExactly(id);
        ack("a", id);
        assertThat(store.scans.queue().pending()).isZero();
    }
}
