package rollcall.store.clock;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;
import rollcall.scan.ClockTrust;

/**
 * Knows how far the clock can be trusted.
 *
 * <p>{@link #step()} belongs to one thread, {@link #trust()} to any.
 */
final class ClockWatch {
    /** Twice the longest pause of systemd-timesyncd between two settings of the clock (2048 s), and a little. */
    private static final long MARKER_FRESH_MILLIS = 75 * 60_000L;

    private static final long ASK_MILLIS = 60_000;

    /** An answer of a program is good until two more could have failed. */
    private static final long ANSWER_FRESH_MILLIS = 150_000;

    private static final long NEVER = 0;
    private static final System.Logger LOG = System.getLogger("rollcall.store");

    private final Clock wall;
    private final LongSupplier nanoTime;
    private final Machine machine;
    private final LastSeen lastSeen;
    private final long holdoverMillis;
    private final DoubleConsumer stepped;

    private long markerSeen;
    private OptionalLong askedAt = OptionalLong.empty();
    private boolean complained;
    private ClockTrust said = ClockTrust.UNTRUSTED;
    private volatile State state;

    /**
     * What is known after a look.
     *
     * @param look when
     * @param anchor the last synchronisation that still holds
     * @param freshUntil until when, by the monotonic clock, that one counts as being in step now
     */
    private record State(Moment look, Optional<Anchor> anchor, long freshUntil) {}

    /**
     * Looks once, without asking programs.
     *
     * @param holdover how long a clock is believed without a time server
     * @param stepped is told by how many seconds the wall clock stepped, forwards if positive
     */
    ClockWatch(
            Clock wall,
            LongSupplier nanoTime,
            Machine machine,
            LastSeen lastSeen,
            Duration holdover,
            DoubleConsumer stepped) {
        this.wall = wall;
        this.nanoTime = nanoTime;
        this.machine = machine;
        this.lastSeen = lastSeen;
        this.holdoverMillis = holdover.toMillis();
        this.stepped = stepped;
        Moment now = Moment.now(wall, nanoTime);
        // What the marker said before is no news, least of all after a step.
        this.markerSeen = lastSeen.setAt(machine.boot()).orElse(NEVER);
        Optional<Anchor> remembered = lastSeen.restored(machine.boot(), machine.hasRtc(), now);
        this.state = new State(now, remembered.filter(anchor -> anchor.holds(now)), now.monotonicMillis());
        lookAtMarker(now, Long.MAX_VALUE);
    }

    /** How far the clock can be trusted now. */
    ClockTrust trust() {
        State known = state;
        Moment now = Moment.now(wall, nanoTime);
        if (known.anchor().isEmpty()
                || !known.anchor().get().holds(now)
                || Math.abs(now.offset() - known.look().offset()) > Anchor.STEP_MILLIS) {
            return ClockTrust.UNTRUSTED;
        }
        if (now.monotonicMillis() < known.freshUntil()) {
            return ClockTrust.TRUSTED;
        }
        long age = Math.max(0, now.wallMillis() - known.anchor().get().wallMillis());
        return age < holdoverMillis ? ClockTrust.HOLDOVER : ClockTrust.UNTRUSTED;
    }

    /** Looks at both clocks and at the marker and, once a minute where there is no marker, asks the programs. */
    void step() {
        Moment now = Moment.now(wall, nanoTime);
        Moment before = state.look();
        long step = now.offset() - before.offset();
        boolean set = lookAtMarker(now, now.monotonicMillis() - before.monotonicMillis());
        if (Math.abs(step) > Anchor.STEP_MILLIS) {
            if (!set) {
                lastSeen.forget(machine.boot(), markerSeen);
                state = new State(now, Optional.empty(), now.monotonicMillis());
            }
            LOG.log(System.Logger.Level.WARNING, "the clock was set by {0} s", step / 1_000.0);
            stepped.accept(step / 1_000.0);
        }
        if (machine.lastSet().isEmpty()) {
            ask(now);
        }
        ClockTrust trust = trust();
        if (trust != said) {
            said = trust;
            LOG.log(System.Logger.Level.INFO, "the clock is {0}", trust);
        }
    }

    /** Takes in what the marker says; true if the clock was set since the look before. */
    private boolean lookAtMarker(Moment now, long sinceLookMillis) {
        OptionalLong marker = machine.lastSet();
        State known = state;
        boolean set = false;
        if (marker.isPresent() && marker.getAsLong() != markerSeen) {
            markerSeen = marker.getAsLong();
            long age = now.wallMillis() - markerSeen;
            // A marker that is older than the look before was not set since: the wall clock is not what it was then.
            set = age >= -Anchor.STEP_MILLIS
                    && (sinceLookMillis == Long.MAX_VALUE || age <= sinceLookMillis + Anchor.STEP_MILLIS);
        }
        Optional<Anchor> anchor = known.anchor();
        if (set) {
            anchor = Optional.of(new Anchor(machine.boot(), markerSeen, now.offset()));
            lastSeen.remember(anchor.get(), now);
        }
        long freshUntil = known.freshUntil();
        if (marker.isPresent()) {
            boolean same = anchor.isPresent() && anchor.get().wallMillis() == marker.getAsLong();
            long age = now.wallMillis() - marker.getAsLong();
            freshUntil = now.monotonicMillis() + (same ? Math.max(0, MARKER_FRESH_MILLIS - age) : 0);
        }
        state = new State(now, anchor, freshUntil);
        return set;
    }

    private void ask(Moment now) {
        if (askedAt.isPresent() && now.monotonicMillis() - askedAt.getAsLong() < ASK_MILLIS) {
            return;
        }
        askedAt = OptionalLong.of(now.monotonicMillis());
        Optional<Boolean> answer = machine.ask();
        if (answer.isEmpty()) {
            if (!complained && state.anchor().isEmpty()) {
                complained = true;
                LOG.log(
                        System.Logger.Level.WARNING,
                        "nothing on this machine says whether its clock is right, so that scans are marked UNTRUSTED;"
                                + " install systemd-timesyncd or chrony");
            }
        } else if (answer.get()) {
            Anchor anchor = new Anchor(machine.boot(), now.wallMillis(), now.offset());
            lastSeen.remember(anchor, now);
            state = new State(now, Optional.of(anchor), now.monotonicMillis() + ANSWER_FRESH_MILLIS);
        } else {
            state = new State(now, state.anchor(), now.monotonicMillis());
        }
    }
}
