package rollcall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.store.sqlite.OpenStore.NOON;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.store.Ledger.Day;
import rollcall.store.Ledger.Gap;

class SqliteLedgerTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

    @TempDir
    private Path folder;

    private OpenStore store;

    @BeforeEach
    void open() throws Exception {
        store = new OpenStore(folder);
        for (int i = 1; i <= 5; i++) {
            store.scan("S" + i);
        }
        store.scan("S1", NOON.plusSeconds(1));
        store.scan("not a code");
        store.scan("S6", NOON.plus(Duration.ofDays(1)));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private long unaccounted() throws Exception {
        return store.ledger.audit(Clock.fixed(NOON, ZoneOffset.UTC)).unaccounted();
    }

    @Test
    void every_accepted_scan_is_accounted_for() throws Exception {
        var scans = store.scans.after(0, 3);
        FarEnd.acknowledge(store.outbox, List.of(scans.get(0).id(), scans.get(1).id()), NOON);
        FarEnd.quarantine(store.outbox, scans.get(2).id(), "odd");

        assertThat(store.ledger.today(NOON)).isEqualTo(new Day(DAY, 5, 5, 2, 2, 1, 0));
        assertThat(store.ledger.days())
                .containsExactly(new Day(DAY, 5, 5, 2, 2, 1, 0), new Day(DAY.plusDays(1), 1, 1, 1, 0, 0, 0));
        assertThat(store.ledger.gaps()).isEmpty();
        assertThat(unaccounted()).isZero();
        assertThat(store.ledger.lastAudit().at()).isEqualTo(NOON);
    }

    @Test
    void a_day_without_scans_is_an_empty_account() throws Exception {
        assertThat(store.ledger.today(NOON.minus(Duration.ofDays(9))))
                .isEqualTo(new Day(DAY.minusDays(9), 0, 0, 0, 0, 0, 0));
    }

    @Test
    void a_scan_that_vanished_shows_in_the_account_and_in_the_numbering() throws Exception {
        store.change("DELETE FROM outbox WHERE row IN (2, 3)");
        store.change("DELETE FROM scan WHERE row IN (2, 3)");

        assertThat(store.ledger.today(NOON).unaccounted()).isEqualTo(2);
        assertThat(store.ledger.gaps()).containsExactly(new Gap("here", 1, 2, 3));
        assertThat(unaccounted()).isEqualTo(2);
    }

    @Test
    void an_outbox_row_that_vanished_shows() throws Exception {
        store.change("DELETE FROM outbox WHERE row = 4");

        assertThat(store.ledger.today(NOON).unaccounted()).isEqualTo(1);
        assertThat(unaccounted()).isEqualTo(1);
    }

    @Test
    void the_first_number_is_missed_too() throws Exception {
        store.change("DELETE FROM outbox WHERE row = 1");
        store.change("DELETE FROM scan WHERE row = 1");
        assertThat(store.ledger.gaps()).containsExactly(new Gap("here", 1, 1, 1));

        store.change("UPDATE origin SET pruned = 1");
        assertThat(store.ledger.gaps()).as("retention has removed it").isEmpty();
    }

    @Test
    void a_new_epoch_numbers_anew_without_a_gap() throws Exception {
        store.database.write(session -> {
            Identity.beginEpoch(session);
            return session;
        });
        store.close();
        store = new OpenStore(folder);

        assertThat(store.scan("S7").origin()).isEqualTo(new rollcall.scan.Origin("here", 2, 1));
        assertThat(store.ledger.gaps()).isEmpty();
    }
}
