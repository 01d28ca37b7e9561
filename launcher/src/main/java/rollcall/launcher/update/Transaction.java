package rollcall.launcher.update;

import java.io.IOException;
import java.util.Optional;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.JsonObject;
import rollcall.launcher.home.Reason;
import rollcall.launcher.trust.Refusal;
import rollcall.launcher.trust.RefusedException;
import rollcall.launcher.trust.TrustStore;

/** One update from its plan to the generation that is current: each step in the journal before its consequences. */
final class Transaction {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");

    private final Machinery machinery;
    private final LiveTerminal live;
    private final long number;
    private final Order order;

    /** @param number of the update in the journal */
    Transaction(Machinery machinery, LiveTerminal live, long number, Order order) {
        this.machinery = machinery;
        this.live = live;
        this.number = number;
        this.order = order;
    }

    /** What there is to watch, once it is current. */
    record Swapped(Plan plan, long gapMicros, Vitals before) {}

    /** Plans, stages, swaps, makes current. When it throws, what ran before runs. */
    Swapped run(Generation now, Generation next, Optional<TrustStore.Accepted> accepted)
            throws IOException, RefusedException, InterruptedException {
        Plan plan = live.planner().plan(now, next);
        if (!plan.isAllowed()) {
            throw new RefusedException(Refusal.PLAN, String.join("; ", plan.problems()));
        }
        append(UpdateStep.PLANNED, JsonObject.of("plan", plan.toJson()));
        boolean quiet = order.now() || live.lull().await();
        machinery.generations().stage(next);
        append(
                UpdateStep.STAGED,
                JsonObject.of("generation", next.number())
                        .with("parent", now.number())
                        .with("quiet", quiet));
        Vitals before = live.watch().look();
        long gapMicros = exchange(now, next);
        makeCurrent(now, next, accepted, gapMicros, before);
        return new Swapped(plan, gapMicros, before);
    }

    private long exchange(Generation now, Generation next) throws RefusedException, InterruptedException {
        try {
            return live.exchange().run(now, next);
        } catch (ExchangeException e) {
            String reason = Reason.of(e);
            rolledBack(next, reason);
            throw new RefusedException(Refusal.PLAN, "undone: " + reason + "; what ran before runs again", e);
        }
    }

    private void makeCurrent(
            Generation now, Generation next, Optional<TrustStore.Accepted> accepted, long gapMicros, Vitals before)
            throws RefusedException, InterruptedException {
        try {
            append(UpdateStep.SWAPPED, JsonObject.of("gapMicros", gapMicros).with("before", before.toJson()));
            machinery.generations().makeCurrent(next);
            if (accepted.isPresent()) {
                machinery
                        .trust()
                        .note(
                                accepted.get().key().id(),
                                accepted.get().statement().sequence(),
                                accepted.get().statement().bundles().stream()
                                        .map(claim -> claim.symbolicName())
                                        .toList());
            }
        } catch (IOException e) {
            String reason = "it could not be made lasting: " + Reason.of(e);
            undo(now, next, reason);
            throw new RefusedException(Refusal.NO_SPACE, "undone: " + reason + "; what ran before runs again", e);
        }
    }

    /** Goes back to what ran before; the next start does it, should the running bundles not come back. */
    void undo(Generation before, Generation undone, String reason) throws InterruptedException {
        try {
            append(UpdateStep.ROLLED_BACK, JsonObject.of("reason", reason));
            machinery.generations().makeCurrent(before);
            machinery.generations().withdraw(undone.number());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "update " + number + " is undone, but not yet on the disk", e);
        }
        try {
            live.exchange().run(undone, before);
        } catch (ExchangeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "update " + number + " cannot be undone while the terminal runs; start it anew: " + Reason.of(e),
                    e);
        }
    }

    /** The exchange has put everything back itself. */
    private void rolledBack(Generation next, String reason) {
        try {
            append(UpdateStep.ROLLED_BACK, JsonObject.of("reason", reason));
            machinery.generations().withdraw(next.number());
        } catch (IOException e) {
            // The next start finds it staged and not current, and does the same.
            LOG.log(System.Logger.Level.ERROR, "that update " + number + " was undone is not yet on the disk", e);
        }
    }

    void append(UpdateStep step, JsonObject.Builder details) throws IOException {
        machinery.journal().append(number, step, details.build());
    }
}
