package rollcall.launcher.update;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.launch.Framework;
import rollcall.launcher.home.BundleEntry;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.JsonObject;
import rollcall.launcher.trust.Refusal;
import rollcall.launcher.trust.RefusedException;
import rollcall.launcher.trust.TrustStore;

/**
 * The updates of the running terminal, whichever way they come: one at a time, each signed, planned, swapped, watched.
 * May be called by any thread; a second update meanwhile is refused, not queued.
 */
public final class Updates implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");

    private final Machinery machinery;
    private final LiveTerminal live;
    private final Gate gate;
    private final Intake intake;
    private final ReentrantLock turn = new ReentrantLock();
    private final ProbationWatch watch;
    private volatile Generation current;

    /** @param restart ends the process so that it is started again; returns at once */
    public Updates(Machinery machinery, Framework framework, Gate gate, Generation current, Runnable restart) {
        this(
                machinery,
                LiveTerminal.of(framework, machinery.home(), machinery.store(), restart),
                gate,
                current,
                Probation.GRACE);
    }

    Updates(Machinery machinery, LiveTerminal live, Gate gate, Generation current, Duration grace) {
        this.machinery = machinery;
        this.live = live;
        this.gate = gate;
        this.current = current;
        this.intake = new Intake(machinery.home(), machinery.store(), machinery.trust(), machinery.disk());
        this.watch = new ProbationWatch(live.watch(), turn, grace);
    }

    /** What runs. */
    public Generation current() {
        return current;
    }

    /** All updates of this home. */
    public UpdateHistory history() {
        return UpdateHistory.of(machinery.journal().entries());
    }

    /** Goes on watching what was on probation when the terminal ended. */
    public void resume() {
        history().unfinished().stream()
                .filter(update -> update.generation() == current.number())
                .forEach(update -> {
                    try {
                        Generation before = machinery.generations().read(update.parent());
                        Duration length = Duration.ofSeconds(update.details().number("probationSeconds"));
                        Order order = new Order(update.door(), update.details().text("who"), length, false);
                        Transaction transaction = new Transaction(machinery, live, update.number(), order);
                        watch.begin(
                                Vitals.parse(update.details().object("before")),
                                length,
                                () -> keep(transaction),
                                reason -> undo(transaction, before, current, reason));
                    } catch (IOException e) {
                        LOG.log(
                                System.Logger.Level.ERROR,
                                "update " + update.number() + " cannot be watched any more",
                                e);
                    }
                });
    }

    /** Takes an update file in and does what it says. */
    public Outcome push(InputStream content, Order order) throws RefusedException, IOException, InterruptedException {
        begin(order);
        try {
            long number = history().next();
            machinery
                    .journal()
                    .append(number, UpdateStep.RECEIVED, received(order).build());
            Generation now = current;
            try {
                Intake.Taken taken = intake.take(content, now);
                Transaction transaction = new Transaction(machinery, live, number, order);
                try {
                    transaction.append(UpdateStep.VERIFIED, taken.details());
                    gate.allow(taken.entries());
                    Generation next = next(
                            now,
                            taken.entries(),
                            "update " + number + ": "
                                    + taken.accepted().statement().words());
                    return swap(transaction, number, order, now, next, Optional.of(taken.accepted()));
                } catch (RefusedException | IOException e) {
                    intake.forget(taken.accepted().statement(), current, e);
                    throw e;
                }
            } catch (RefusedException e) {
                refused(number, e);
                throw e;
            }
        } finally {
            turn.unlock();
        }
    }

    /** Finds out what an update file would do; nothing of it stays. */
    public Plan plan(InputStream content) throws RefusedException, IOException {
        take();
        try {
            Intake.Taken taken = intake.take(content, current);
            Plan plan = live.planner().plan(current, next(current, taken.entries(), "plan"));
            intake.forget(taken.accepted().statement(), current, new IOException("only planned"));
            return plan;
        } finally {
            turn.unlock();
        }
    }

    /** Makes what ran in a generation run again: what ran before the current one, if none is named. */
    public Outcome rollback(Optional<Integer> wanted, Order order)
            throws RefusedException, IOException, InterruptedException {
        begin(order);
        try {
            Generation now = current;
            int target = wanted.orElse(now.parent());
            if (target == now.number()) {
                throw new RefusedException(Refusal.NO_WAY_BACK, "generation " + target + " runs already");
            }
            if (!machinery.generations().isWhole(target)) {
                throw new RefusedException(
                        Refusal.NO_WAY_BACK,
                        target == 0
                                ? "nothing ran before generation " + now.number()
                                : "generation " + target
                                        + " is not here, or not whole; ./rollcall generations tells which are");
            }
            Generation old = machinery.generations().read(target);
            long number = history().next();
            machinery
                    .journal()
                    .append(
                            number,
                            UpdateStep.RECEIVED,
                            received(order)
                                    .with("what", "back to generation " + target)
                                    .build());
            try {
                gate.allow(old.bundles());
                Generation next = new Generation(
                        machinery.generations().nextNumber(),
                        now.number(),
                        machinery.clock().instant(),
                        "back to generation " + target,
                        now.release(),
                        old.bundles());
                return swap(
                        new Transaction(machinery, live, number, order), number, order, now, next, Optional.empty());
            } catch (RefusedException e) {
                refused(number, e);
                throw e;
            }
        } finally {
            turn.unlock();
        }
    }

    /** Removes old generations and the jars that only they need; the current one and the one before it stay. */
    public Leftovers.Removed collect(int keep) throws RefusedException, IOException {
        take();
        try {
            return new Leftovers(machinery.home(), machinery.disk()).collect(keep, current);
        } finally {
            turn.unlock();
        }
    }

    private static JsonObject.Builder received(Order order) {
        return JsonObject.of("door", order.door())
                .with("who", order.who())
                .with("probationSeconds", order.probation().toSeconds());
    }

    /** Takes the turn; ends a probation under way if the order says so. */
    private void begin(Order order) throws RefusedException {
        take();
        if (watch.isWatching()) {
            if (!order.now()) {
                turn.unlock();
                throw new RefusedException(
                        Refusal.BUSY,
                        "the update before is on probation" + watch.words()
                                + "; wait for it, or keep it at once and go on with: --now");
            }
            watch.keepAtOnce();
        }
    }

    private void take() throws RefusedException {
        if (!turn.tryLock()) {
            throw new RefusedException(Refusal.BUSY, "another update is under way; try again when it is done");
        }
    }

    private Generation next(Generation now, List<BundleEntry> entries, String reason) throws IOException {
        Generation next = now;
        for (BundleEntry entry : entries) {
            next = next.with(
                    entry,
                    machinery.generations().nextNumber(),
                    machinery.clock().instant(),
                    reason);
        }
        return new Generation(next.number(), now.number(), next.created(), reason, now.release(), next.bundles());
    }

    private Outcome swap(
            Transaction transaction,
            long number,
            Order order,
            Generation now,
            Generation next,
            Optional<TrustStore.Accepted> accepted)
            throws RefusedException, IOException, InterruptedException {
        Transaction.Swapped swapped = transaction.run(now, next, accepted);
        current = next;
        LOG.log(
                System.Logger.Level.INFO,
                "generation {0} runs: {1}; gap {2} ms",
                next.number(),
                next.reason(),
                swapped.gapMicros() / 1_000);
        Optional<Instant> until = Optional.empty();
        if (order.probation().isZero()) {
            transaction.note(UpdateStep.COMMITTED, JsonObject.of("kept", "at once"));
        } else {
            transaction.note(UpdateStep.PROBATION, JsonObject.of("resumed", false));
            until = Optional.of(machinery.clock().instant().plus(order.probation()));
            watch.begin(
                    swapped.before(),
                    order.probation(),
                    () -> keep(transaction),
                    reason -> undo(transaction, now, next, reason));
        }
        return new Outcome(number, next.reason(), next.number(), swapped.plan(), swapped.gapMicros(), until);
    }

    private void keep(Transaction transaction) {
        transaction.note(UpdateStep.COMMITTED, JsonObject.of("kept", "after probation"));
    }

    private void undo(Transaction transaction, Generation before, Generation undone, String reason)
            throws InterruptedException {
        LOG.log(System.Logger.Level.WARNING, "generation {0} is undone: {1}", undone.number(), reason);
        transaction.undo(before, undone, reason);
        current = before;
    }

    /** What was undone has its own last line already. */
    private void refused(long number, RefusedException e) throws IOException {
        boolean open =
                history().find(number).filter(update -> !update.step().isEnd()).isPresent();
        if (open) {
            machinery
                    .journal()
                    .append(
                            number,
                            UpdateStep.REFUSED,
                            JsonObject.of("refusal", e.refusal().name())
                                    .with("reason", String.valueOf(e.getMessage()))
                                    .build());
        }
        LOG.log(System.Logger.Level.WARNING, "update {0} refused: {1}", number, e.getMessage());
    }

    @Override
    public void close() {
        watch.close();
    }
}
