package rollcall.camera.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import rollcall.await.Awaited;
import rollcall.scan.Capture;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision;
import rollcall.scan.Direction;
import rollcall.scan.Evidence;
import rollcall.scan.Origin;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.Queue;
import rollcall.store.Recorded;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;
import rollcall.store.Totals;

/** Against the service registry of a real Felix, with a store that fails on command. */
class ScanRecorderTest {
    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");

    @TempDir
    private Path cache;

    private Framework felix;
    private Awaited<ScanStore> awaited;
    private final List<String> held = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        felix = new FrameworkFactory().newFramework(Map.of("org.osgi.framework.storage", cache.toString()));
        felix.start();
        awaited = new Awaited<>(felix.getBundleContext(), ScanStore.class);
    }

    @AfterEach
    void stop() throws Exception {
        awaited.close();
        felix.stop();
        felix.waitForStop(0);
    }

    /** A store that throws what the script says, then stores, once for each id. */
    private static final class FakeStore implements ScanStore {
        private final Deque<Throwable> script = new ArrayDeque<>();
        private final List<ScanId> asked = new ArrayList<>();

        @Override
        public Recorded record(Capture capture) throws StoreException {
            asked.add(capture.id());
            Throwable failure = script.poll();
            if (failure instanceof StoreException refused) {
                throw refused;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            Decision accepted = new Decision.Accepted(Direction.LOGIN, false, false, "");
            return new Recorded(
                    new Scan(
                            capture.id(),
                            1,
                            new Origin("here", 1, 1),
                            capture.code(),
                            Optional.empty(),
                            accepted,
                            NOW,
                            new Evidence(ClockTrust.TRUSTED, Optional.empty(), Optional.empty(), "c"),
                            Optional.empty()),
                    false);
        }

        @Override
        public Decision decide(String code, Instant at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Scan> recent(int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Scan> after(long row, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Totals totals(Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Queue queue() {
            throw new UnsupportedOperationException();
        }
    }

    private final ScanTimes times = new ScanTimes();

    private ServiceRegistration<ScanStore> register(FakeStore store) {
        return felix.getBundleContext().registerService(ScanStore.class, store, null);
    }

    private boolean record(Duration hold) throws InterruptedException {
        return new ScanRecorder(awaited, hold, times)
                .record("S1", NOW, Optional.empty(), Optional.empty(), held::add)
                .isPresent();
    }

    @Test
    void trying_again_uses_the_same_id() throws Exception {
        FakeStore store = new FakeStore();
        store.script.add(new StoreException(StoreException.Kind.UNWRITABLE, "the disk is full"));
        store.script.add(new NoClassDefFoundError("gone"));
        register(store);

        assertThat(record(Duration.ofSeconds(20))).isTrue();
        assertThat(store.asked).hasSize(3);
        assertThat(store.asked.stream().distinct()).hasSize(1);
        assertThat(held).containsExactly("one moment: the disk is full");
    }

    @Test
    void a_capture_waits_for_the_next_store_when_the_old_one_is_stopped() throws Exception {
        FakeStore old = new FakeStore();
        old.script.add(new StoreException(StoreException.Kind.CLOSED, "stopped"));
        ServiceRegistration<ScanStore> registration = register(old);
        CompletableFuture<Boolean> recording = CompletableFuture.supplyAsync(() -> {
            try {
                return record(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        registration.unregister();
        FakeStore next = new FakeStore();
        register(next);
        assertThat(recording.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void without_a_store_it_gives_up_after_the_hold_and_says_so_meanwhile() throws Exception {
        assertThat(record(Duration.ofMillis(50))).isFalse();
        assertThat(held).contains("one moment: the store is being replaced");
    }

    @Test
    void a_store_that_never_takes_it_is_given_up() throws Exception {
        FakeStore store = new FakeStore();
        for (int i = 0; i < 100; i++) {
            store.script.add(new StoreException(StoreException.Kind.UNWRITABLE, "the disk is full"));
        }
        register(store);
        assertThat(record(Duration.ofMillis(600))).isFalse();
        assertThat(store.asked.stream().distinct()).hasSize(1);
    }
}
