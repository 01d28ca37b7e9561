package rollcall.sync.drain;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.Outbox;
import rollcall.store.StoreException;
import rollcall.sync.Delivery;
import rollcall.sync.SyncTarget;

/**
 * Brings what the outbox owes to one target there, a batch in each {@link #step}.
 *
 * <p>A refused batch is halved until one scan is left, which is quarantined; what is accepted lets the batch grow again. So
 * after a kill at any instant nothing has to be remembered: the outbox alone knows what is settled. Of one thread;
 * {@link #state} and {@link #hurry} may be called from any.
 */
final class Drain {
    private static final Duration AT_ONCE = Duration.ZERO;

    /** After so many refused scans in a row without an accepted one it is the target that is wrong, not the scans. */
    private static final int REFUSALS_BELIEVED = 10;

    private final SyncTarget target;
    private final Settings settings;
    private final Backoff backoff;
    private final Breaker breaker;
    private final DrainEvents events;
    private final Clock clock;
    private final LongSupplier nanos;

    private int size;
    private int refusals;
    private long waitUntil;
    private long lastAnswer;
    private String announced = "";
    private volatile boolean hurried;
    private volatile DrainState state;

    /**
     * What a drain goes by.
     *
     * @param batch the most scans of one batch
     * @param idle how long it rests when nothing is owed
     * @param probe after how long without an answer it asks whether the target is there
     * @param closedPause how long it rests when a person has to mend something
     */
    record Settings(int batch, Duration idle, Duration probe, Duration closedPause) {}

    Drain(SyncTarget target, Settings settings, Backoff backoff, DrainEvents events, Clock clock, LongSupplier nanos) {
        this.target = target;
        this.settings = settings;
        this.backoff = backoff;
        this.breaker = new Breaker(nanos);
        this.events = events;
        this.clock = clock;
        this.nanos = nanos;
        this.size = settings.batch();
        this.waitUntil = nanos.getAsLong();
        // So that the first idle step asks.
        this.lastAnswer = waitUntil - settings.probe().toNanos();
        this.state =
                new DrainState(target.name(), target.remote(), "closed", Optional.empty(), false, Optional.empty());
    }

    DrainState state() {
        return state;
    }

    /** The next step tries at once, whatever it waits for; an open breaker still rests. */
    void hurry() {
        hurried = true;
    }

    /** Sends the next batch if it is time to; returns how long to rest before the next step. */
    Duration step(Outbox outbox) throws StoreException, InterruptedException {
        if (hurried) {
            hurried = false;
            waitUntil = nanos.getAsLong();
        }
        Duration rest = Duration.ofNanos(waitUntil - nanos.getAsLong());
        if (rest.isNegative() || rest.isZero()) {
            rest = breaker.rest();
        }
        if (!rest.isZero()) {
            return rest;
        }
        List<Scan> batch = outbox.due(target.name(), size);
        return batch.isEmpty() ? idle() : send(outbox, batch);
    }

    /** Asks whether it is there still, from time to time, and after a failure until it is. */
    private Duration idle() throws InterruptedException {
        boolean failing = state.problem().isPresent() && !state.closed();
        if (!failing && nanos.getAsLong() - lastAnswer < settings.probe().toNanos()) {
            return settings.idle();
        }
        try {
            boolean answered = target.probe();
            lastAnswer = nanos.getAsLong();
            if (answered && !state.closed()) {
                works();
                change(Optional.empty(), false, state.lastSuccess());
                events.probed(state, true);
            }
            return settings.idle();
        } catch (IOException e) {
            Duration rest = failed(reason(e), Optional.empty());
            events.probed(state, false);
            return rest;
        }
    }

    private Duration send(Outbox outbox, List<Scan> batch) throws StoreException, InterruptedException {
        long begun = nanos.getAsLong();
        Delivery delivery;
        try {
            delivery = target.deliver(batch);
        } catch (IOException e) {
            Duration rest = failed(reason(e), Optional.empty());
            events.attempted(state, false, 0, Duration.ofNanos(nanos.getAsLong() - begun));
            return rest;
        }
        Duration took = Duration.ofNanos(nanos.getAsLong() - begun);
        int delivered = 0;
        Duration rest;
        if (delivery instanceof Delivery.Acknowledged) {
            delivered = batch.size();
            rest = accepted(outbox, ids(batch), Map.of());
        } else if (delivery instanceof Delivery.RefusedRows rows) {
            List<ScanId> kept = ids(batch).stream()
                    .filter(id -> !rows.reasons().containsKey(id))
                    .toList();
            delivered = kept.size();
            // A few that are asked for one by one show whether it is the target that is wrong.
            rest = kept.isEmpty()
                    ? refused(outbox, batch, rows.reasons().values().iterator().next())
                    : accepted(outbox, kept, rows.reasons());
        } else if (delivery instanceof Delivery.Refused refused) {
            rest = refused(outbox, batch, refused.reason());
        } else if (delivery instanceof Delivery.Later later) {
            rest = failed(later.reason(), later.after());
        } else {
            rest = closed(((Delivery.Closed) delivery).reason());
        }
        lastAnswer = nanos.getAsLong();
        events.attempted(state, true, delivered, took);
        return rest;
    }

    private static List<ScanId> ids(List<Scan> batch) {
        return batch.stream().map(Scan::id).toList();
    }

    private Duration accepted(Outbox outbox, List<ScanId> kept, Map<ScanId, String> refused) throws StoreException {
        Instant now = clock.instant();
        outbox.settle(target.name(), kept, refused, now);
        refused.forEach((id, reason) -> events.quarantined(target.name(), id, reason));
        refusals = 0;
        size = Math.min(settings.batch(), size * 2);
        works();
        change(Optional.empty(), false, Optional.of(now));
        return AT_ONCE;
    }

    private Duration refused(Outbox outbox, List<Scan> batch, String reason) throws StoreException {
        if (batch.size() > 1) {
            size = batch.size() / 2;
            works();
            change(Optional.empty(), false, state.lastSuccess());
            return AT_ONCE;
        }
        if (refusals >= REFUSALS_BELIEVED) {
            return closed("refused " + refusals + " scans in a row, the last because: " + reason
                    + "; look at its table, then: ./rollcall sync requeue all");
        }
        refusals++;
        ScanId id = batch.get(0).id();
        outbox.settle(target.name(), List.of(), Map.of(id, reason), clock.instant());
        events.quarantined(target.name(), id, reason);
        works();
        change(Optional.empty(), false, state.lastSuccess());
        return AT_ONCE;
    }

    /** The far end answers as it should, whatever it says of the scans. */
    private void works() {
        backoff.reset();
        breaker.succeeded();
    }

    private Duration failed(String reason, Optional<Duration> after) {
        breaker.failed();
        Duration wait = backoff.next();
        // What the far end asked for, and the jitter on top, for it asked others too.
        return pause(after.map(asked -> asked.plus(wait)).orElse(wait), reason, false);
    }

    private Duration closed(String reason) {
        boolean before = state.closed();
        Duration rest = pause(settings.closedPause(), reason, true);
        if (!before) {
            events.closed(state);
        }
        return rest;
    }

    private Duration pause(Duration rest, String reason, boolean closed) {
        waitUntil = nanos.getAsLong() + rest.toNanos();
        change(Optional.of(reason), closed, state.lastSuccess());
        return rest;
    }

    private void change(Optional<String> problem, boolean closed, Optional<Instant> lastSuccess) {
        state = new DrainState(
                target.name(),
                target.remote(),
                breaker.state().name().toLowerCase(Locale.ROOT),
                problem,
                closed,
                lastSuccess);
        // The first time, too: who listens may know of a breaker that was open before this one was made.
        if (!announced.equals(state.breaker())) {
            announced = state.breaker();
            events.breakerChanged(state);
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
