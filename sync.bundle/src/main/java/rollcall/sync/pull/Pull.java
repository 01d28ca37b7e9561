package rollcall.sync.pull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import rollcall.store.DeviceState;
import rollcall.store.School;
import rollcall.store.School.Taken;
import rollcall.store.StoreException;
import rollcall.sync.drain.SyncFigures;

/**
 * Brings one thing of the far end to the store, a look in each {@link #step}.
 *
 * <p>What was told the last time is kept in the store, so that a restart fetches nothing anew. Of one thread;
 * {@link #state} and {@link #hurry} may be called from any.
 */
public final class Pull {
    private static final System.Logger LOG = System.getLogger("rollcall.sync");
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(10);
    private static final int DOUBLINGS = 10;

    /** A far end that tells nothing new may tell wrong; once a day all of it is fetched. */
    private static final Duration WHOLE = Duration.ofDays(1);

    private static final int FINGERPRINT = 16;

    private final String what;
    private final Source source;
    private final Taking taking;
    private final Settings settings;
    private final SyncFigures figures;
    private final Clock clock;
    private final LongSupplier nanos;
    private final DoubleSupplier random;

    private int failures;
    private Optional<Long> wholeAt = Optional.empty();
    private long nextAt;
    private volatile boolean hurried;
    private volatile State state;

    /** What is made of what was found. */
    @FunctionalInterface
    interface Taking {
        /**
         * Gives it to the store.
         *
         * @throws IOException in one line, why it makes no sense
         * @throws IllegalArgumentException the same
         */
        Taken take(School school, List<String> texts, Instant at) throws IOException, StoreException;
    }

    /**
     * What a pull goes by.
     *
     * @param interval between two looks
     * @param identity what makes the mark of another far end worthless
     */
    record Settings(Duration interval, String identity) {}

    /**
     * How a pull stands.
     *
     * @param what roster or schedule
     * @param since when this began
     * @param lastSuccess when the far end answered as it should
     * @param problem what is wrong, one line
     */
    public record State(String what, Instant since, Optional<Instant> lastSuccess, Optional<String> problem) {}

    /**
     * Looks at nothing yet.
     *
     * @param random from 0 to 1
     */
    Pull(
            String what,
            Source source,
            Taking taking,
            Settings settings,
            SyncFigures figures,
            Clock clock,
            LongSupplier nanos,
            DoubleSupplier random) {
        this.what = what;
        this.source = source;
        this.taking = taking;
        this.settings = settings;
        this.figures = figures;
        this.clock = clock;
        this.nanos = nanos;
        this.random = random;
        this.nextAt = nanos.getAsLong();
        this.state = new State(what, clock.instant(), Optional.empty(), Optional.empty());
    }

    State state() {
        return state;
    }

    /** The next step looks at once. */
    void hurry() {
        hurried = true;
    }

    /** Looks if it is time to; returns how long to rest before the next step. */
    Duration step(School school, DeviceState memory) throws StoreException, InterruptedException {
        Duration rest = Duration.ofNanos(nextAt - nanos.getAsLong());
        if (!hurried && !rest.isNegative() && !rest.isZero()) {
            return rest;
        }
        hurried = false;
        long begun = nanos.getAsLong();
        Duration next;
        boolean success = false;
        try {
            look(school, memory, begun);
            success = true;
            failures = 0;
            state = new State(what, state.since(), Optional.of(clock.instant()), Optional.empty());
            // Spread, so that the terminals of a school do not come together.
            next = scaled(settings.interval(), 0.9 + 0.2 * random.getAsDouble());
        } catch (IOException | IllegalArgumentException e) {
            next = failed(e);
        }
        figures.pulled(what, success, Duration.ofNanos(nanos.getAsLong() - begun));
        nextAt = nanos.getAsLong() + next.toNanos();
        return next;
    }

    private void look(School school, DeviceState memory, long begun)
            throws IOException, StoreException, InterruptedException {
        String key = "sync.pull-" + what;
        String own = fingerprint(settings.identity()) + " ";
        boolean whole = wholeAt.filter(at -> begun - at > WHOLE.toNanos()).isPresent();
        String mark = memory.get(key)
                .filter(kept -> !whole && kept.startsWith(own))
                .map(kept -> kept.substring(own.length()))
                .orElse("");
        Optional<Source.Found> found = source.fetch(mark);
        if (wholeAt.isEmpty() || found.isPresent()) {
            wholeAt = Optional.of(begun);
        }
        if (found.isPresent()) {
            Taken taken = taking.take(school, found.get().texts(), clock.instant());
            // Last: a kill before this fetches the same again, which changes nothing.
            memory.put(key, own + found.get().mark());
            if (taken != Taken.SAME) {
                LOG.log(
                        taken == Taken.HELD ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
                        "{0} of the far end: {1}",
                        what,
                        text(taken));
            }
        }
    }

    private static String text(Taken taken) {
        return switch (taken) {
            case APPLIED -> "in force";
            case HELD -> "too many students would go, it waits; see: ./rollcall sync roster";
            case BEHIND_FILE -> "kept, the file in etc/ is in force";
            case SAME, NOTHING -> "nothing new";
        };
    }

    private Duration failed(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (!state.problem().equals(Optional.of(message))) {
            LOG.log(System.Logger.Level.WARNING, "{0} is not fetched, the last good one stays: {1}", what, message);
        }
        state = new State(what, state.since(), state.lastSuccess(), Optional.of(message));
        Duration bound = FIRST_BACKOFF.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        failures++;
        Duration most = bound.compareTo(settings.interval()) > 0 ? settings.interval() : bound;
        return scaled(most, 0.5 + 0.5 * random.getAsDouble());
    }

    private static Duration scaled(Duration time, double by) {
        return Duration.ofMillis(Math.round(time.toMillis() * by));
    }

    private static String fingerprint(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, FINGERPRINT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
