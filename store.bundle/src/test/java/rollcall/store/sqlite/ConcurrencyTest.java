package rollcall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.store.sqlite.OpenStore.NOON;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.backup.Backup;

class ConcurrencyTest {
    private static final int RECORDERS = 8;
    private static final int READERS = 4;
    private static final int SCANS = 250;

    /** Each code is shown by two recorders, so that half of all scans must be duplicates. */
    private static final int CODES = RECORDERS / 2 * SCANS;

    @TempDir
    private Path home;

    @Test
    void recorders_readers_and_a_backup_do_not_disturb_each_other() throws Exception {
        Files.createDirectories(home.resolve("data"));
        ExecutorService threads = Executors.newCachedThreadPool();
        AtomicBoolean done = new AtomicBoolean();
        try (OpenStore store = new OpenStore(home.resolve("data"))) {
            List<Future<Integer>> recorders = new ArrayList<>();
            for (int i = 0; i < RECORDERS; i++) {
                int first = i % (RECORDERS / 2) * SCANS;
                recorders.add(threads.submit(() -> record(store, first)));
            }
            List<Future<Long>> others = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                others.add(threads.submit(() -> read(store, done)));
            }
            others.add(threads.submit(() -> backUp(done)));
            int accepted = 0;
            for (Future<Integer> recorder : recorders) {
                accepted += recorder.get(120, TimeUnit.SECONDS);
            }
            done.set(true);
            List<Long> rounds = new ArrayList<>();
            for (Future<Long> other : others) {
                rounds.add(other.get(120, TimeUnit.SECONDS));
            }
            System.out.printf(
                    "%d scans by %d threads, rounds of %d readers and a backup: %s%n",
                    RECORDERS * SCANS, RECORDERS, READERS, rounds);

            assertThat(accepted).isEqualTo(CODES);
            assertThat(store.number("SELECT count(DISTINCT code) FROM scan WHERE status = 'PRESENT'"))
                    .isEqualTo(CODES);
            assertThat(store.number("SELECT count(*) FROM scan")).isEqualTo(RECORDERS * SCANS);
            assertThat(store.ledger.audit(Clock.systemUTC()).unaccounted()).isZero();
            assertThat(rounds).allMatch(round -> round > 0);
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    private static int record(OpenStore store, int first) throws Exception {
        int accepted = 0;
        for (int i = 0; i < SCANS; i++) {
            accepted += store.scan("C" + (first + i), NOON).accepted() ? 1 : 0;
        }
        return accepted;
    }

    /** Asks and acknowledges until all is done; whatever fails, fails the test. */
    private static long read(OpenStore store, AtomicBoolean done) throws Exception {
        store.outbox.open("there");
        long rounds = 0;
        while (!done.get() || rounds == 0) {
            List<Scan> recent = store.scans.recent(100);
            assertThat(recent).isSortedAccordingTo((a, b) -> Long.compare(b.row(), a.row()));
            List<ScanId> due =
                    store.outbox.due("there", 10).stream().map(Scan::id).toList();
            store.outbox.settle("there", due, java.util.Map.of(), NOON);
            assertThat(store.ledger.today(NOON).unaccounted()).isZero();
            assertThat(store.scans.totals(NOON).acceptedToday()).isLessThanOrEqualTo(CODES);
            rounds++;
        }
        return rounds;
    }

    private Long backUp(AtomicBoolean done) throws Exception {
        Callable<Backup.Made> one =
                () -> new Backup(home, "here", Clock.systemUTC()).make(home.resolve("backup.zip"), true, line -> {});
        long rounds = 0;
        while (!done.get() || rounds == 0) {
            assertThat(one.call().missing()).isEmpty();
            rounds++;
        }
        return rounds;
    }
}
