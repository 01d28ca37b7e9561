package rollcall.sync.drain;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import rollcall.scan.ScanId;
import rollcall.store.sqlite.OpenStore;
import rollcall.sync.SyncTarget;

/** A drain on a real store, driven by hand on a clock that moves only when it rests. */
public final class Rig implements AutoCloseable, DrainEvents {
    static final Duration PROBE = Duration.ofMinutes(5);

    public final OpenStore store;
    public final List<String> events = new ArrayList<>();
    private final Drain drain;
    private long nanos = 1;
    private Instant wall = OpenStore.NOON;

    /** The clock that people set. */
    private final class Wall extends Clock {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("there is one zone");
        }

        @Override
        public Instant instant() {
            return wall;
        }
    }

    public Rig(Path folder, SyncTarget target, int batch) throws Exception {
        this(folder, target, batch, () -> 0.5);
    }

    /** With a random part of each pause. */
    public Rig(Path folder, SyncTarget target, int batch, DoubleSupplier random) throws Exception {
        this.store = new OpenStore(folder);
        store.outbox.open(target.name());
        this.drain = new Drain(
                target,
                new Drain.Settings(batch, Duration.ofSeconds(1), PROBE, Duration.ofMinutes(15)),
                new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), random),
                this,
                new Wall(),
                () -> nanos);
    }

    public void scans(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            store.scan("S" + (store.scans.totals(OpenStore.NOON).lastRow() + 1));
        }
    }

    public DrainState state() {
        return drain.state();
    }

    public Duration step() throws Exception {
        return drain.step(store.outbox);
    }

    public void hurry() {
        drain.hurry();
    }

    public void pass(Duration time) {
        nanos += time.toNanos();
    }

    /** Sets the clock on the wall; what rests does not notice. */
    public void set(Instant time) {
        wall = time;
    }

    /** How much time has passed. */
    public Duration time() {
        return Duration.ofNanos(nanos);
    }

    public long seconds() {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }

    public long pending() throws Exception {
        return store.outbox.targets().get(0).pending();
    }

    public long quarantined() throws Exception {
        return store.outbox.targets().get(0).quarantined();
    }

    /** Steps until nothing is owed; fails after a number of steps that no fault explains. */
    public void drain() throws Exception {
        for (int i = 0; pending() > 0; i++) {
            if (i > 3_000) {
                throw new AssertionError("still " + pending() + " owed: " + state());
            }
            pass(step());
        }
        if (store.ledger.days().stream().anyMatch(day -> day.unaccounted() != 0)) {
            throw new AssertionError("the account is wrong: " + store.ledger.days());
        }
    }

    @Override
    public void attempted(DrainState state, boolean reached, int delivered, Duration took) {
        events.add(reached ? "reached" : "away");
    }

    @Override
    public void probed(DrainState state, boolean reached) {
        events.add(reached ? "there" : "away");
    }

    @Override
    public void breakerChanged(DrainState state) {
        events.add("breaker " + state.breaker());
    }

    @Override
    public void closed(DrainState state) {
        events.add("closed");
    }

    @Override
    public void quarantined(String target, ScanId id, String reason) {
        events.add("quarantined");
    }

    @Override
    public void close() throws Exception {
        store.close();
    }
}
