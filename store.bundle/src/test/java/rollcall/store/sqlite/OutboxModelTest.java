package rollcall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.Outbox;
import rollcall.store.StoreException;

/** Random lives of an outbox, led by {@link SqliteOutbox} and by {@link PlainOutbox}. */
class OutboxModelTest {
    private static final int SEQUENCES = Boolean.getBoolean("rollcall.nightly") ? 1_000 : 12;
    private static final int STEPS = 60;
    private static final long SEED = Long.getLong("rollcall.seed", 20_261_127L);
    private static final List<String> NAMES = List.of("a", "b", "c");

    @TempDir
    private Path folder;

    private final Map<String, Integer> done = new TreeMap<>();

    @Test
    void every_answer_is_that_of_the_plain_model() throws Exception {
        for (int i = 0; i < SEQUENCES; i++) {
            try (OpenStore store = new OpenStore(Files.createDirectory(folder.resolve("store-" + i)))) {
                new Sequence(SEED + i, store).run();
            }
        }
        System.out.println("outbox: " + SEQUENCES + " sequences from seed " + SEED + ", no mismatch: " + done);
        assertThat(done.keySet())
                .as("each kind of step has come up")
                .contains("open", "close", "scan", "settle", "refused one", "left one out", "repeated", "requeue");
    }

    /** One terminal's life. */
    private final class Sequence {
        private final SplittableRandom random;
        private final OpenStore store;
        private final PlainOutbox plain = new PlainOutbox();
        private final List<String> story = new ArrayList<>();
        private final List<ScanId> ids = new ArrayList<>();
        private Instant now = OpenStore.NOON;

        Sequence(long seed, OpenStore store) {
            this.random = new SplittableRandom(seed);
            this.store = store;
            story.add("seed " + seed);
        }

        void run() throws Exception {
            for (int i = 0; i < STEPS; i++) {
                now = now.plusSeconds(1);
                step();
                compare();
            }
        }

        private void did(String kind, Object... more) {
            done.merge(kind, 1, Integer::sum);
            story.add(kind + " " + List.of(more));
        }

        private void step() throws Exception {
            String target = NAMES.get(random.nextInt(NAMES.size()));
            switch (random.nextInt(10)) {
                case 0 -> {
                    did("open", target);
                    store.outbox.open(target);
                    plain.open(target);
                }
                case 1 -> {
                    if (random.nextInt(3) == 0) {
                        did("close", target);
                        assertThat(store.outbox.close(target)).isEqualTo(plain.close(target));
                    }
                }
                case 2, 3, 4 -> scan();
                case 5 -> requeue();
                default -> {
                    if (plain.isOpen(target)) {
                        settle(target);
                    }
                }
            }
        }

        /** One that counts or, behind one of the same student, one that does not and takes a row all the same. */
        private void scan() throws StoreException {
            for (int i = random.nextInt(6); i >= 0; i--) {
                Scan scan = store.scan("S" + random.nextInt(40), now);
                did("scan", scan.row());
                if (scan.decision() instanceof rollcall.scan.Decision.Accepted) {
                    ids.add(scan.id());
                    plain.scan(scan.id());
                }
            }
        }

        private void requeue() throws StoreException {
            if (!ids.isEmpty()) {
                List<ScanId> bad = random.nextInt(4) == 0 ? ids : plain.refused();
                ScanId id = (bad.isEmpty() ? ids : bad).get(random.nextInt(bad.isEmpty() ? ids.size() : bad.size()));
                boolean known = plain.requeue(id);
                did(known ? "requeue" : "requeue in vain", ids.indexOf(id));
                assertThat(store.outbox.requeue(id)).isEqualTo(known);
            }
        }

        private void settle(String target) throws StoreException {
            List<ScanId> batch = new ArrayList<>(plain.due(target, 1 + random.nextInt(12)));
            List<ScanId> acked = new ArrayList<>();
            Map<ScanId, String> refused = new HashMap<>();
            boolean refuses = random.nextInt(3) == 0;
            for (ScanId id : batch) {
                if (random.nextInt(60) == 0) {
                    did("left one out", ids.indexOf(id));
                } else if (refuses && random.nextInt(4) == 0) {
                    did("refused one", ids.indexOf(id));
                    refused.put(id, "why " + ids.indexOf(id));
                } else {
                    acked.add(id);
                }
            }
            if (random.nextInt(4) == 0 && !ids.isEmpty()) {
                did("repeated");
                ScanId any = ids.get(random.nextInt(ids.size()));
                if (!batch.contains(any) && !plain.due(target, 10_000).contains(any)) {
                    if (random.nextBoolean()) {
                        acked.add(any);
                    } else {
                        refused.put(any, "too late");
                    }
                    acked.add(OpenStore.nextId());
                }
            }
            did("settle", target, acked.size(), refused.size());
            boolean right = plain.settle(target, acked, refused);
            assertThat(settled(target, acked, refused)).as(story.toString()).isEqualTo(right);
        }

        private boolean settled(String target, List<ScanId> acked, Map<ScanId, String> refused) throws StoreException {
            try {
                store.outbox.settle(target, acked, refused, now);
                return true;
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("still owed to target " + target);
                return false;
            }
        }

        private void compare() throws StoreException {
            String what = story.toString();
            assertThat(store.outbox.targets().stream().map(Outbox.Target::name))
                    .as(what)
                    .containsExactlyElementsOf(plain.targets());
            for (Outbox.Target target : store.outbox.targets()) {
                List<ScanId> due = plain.due(target.name(), 1_000);
                assertThat(store.outbox.due(target.name(), 1_000).stream().map(Scan::id))
                        .as(what)
                        .containsExactlyElementsOf(due);
                assertThat(target.pending()).as(what).isEqualTo(due.size());
                assertThat(target.quarantined()).as(what).isEqualTo(plain.refusals(target.name()));
                assertThat(target.oldest().isPresent()).as(what).isEqualTo(!due.isEmpty());
            }
            assertThat(store.outbox.quarantined(1_000).stream()
                            .map(row -> row.scan().id() + " " + row.target()))
                    .as(what)
                    .containsExactlyElementsOf(plain.quarantined());
            assertThat(store.scans.queue().pending()).as(what).isEqualTo(plain.pending());
            assertThat(store.scans.after(0, 1_000).stream()
                            .filter(scan -> scan.syncedAt().isPresent())
                            .map(Scan::id))
                    .as(what)
                    .containsExactlyElementsOf(plain.acked());
            assertThat(store.ledger.days()).as(what).allMatch(day -> day.unaccounted() == 0);
        }
    }
}
