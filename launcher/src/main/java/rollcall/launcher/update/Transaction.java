package rollcall.launcher.update;

import java.io.IOException;
import java.util.List;
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
            if (e.isStuck()) {
                restart(e);
            }
            throw new RefusedException(Refusal.PLAN, "undone: " + reason + "; what ran before runs again", e);
        }
    }

    private void makeCurrent(
            Generation now, Generation next, Optional<TrustStore.Accepted> accepted, long gapMicros, Vitals before)
            throws RefusedException, InterruptedException {
        try {
            append(UpdateStep.SWAPPED, JsonObject.of("gapMicros", gapMicros).with("before", before.toJson()));
            if (accepted.isPresent()) {
                note(accepted.get());
            }
            // Last: as long as this has not happened, every start runs what ran before.
            machinery.generations().makeCurrent(next);
        } catch (IOException e) {
            String reason = "it could not be made lasting: " + Reason.of(e);
            undo(now, next, reason);
            throw new RefusedException(Refusal.NO_SPACE, "undone: " + reason + "; what ran before runs again", e);
        }
    }

    private void note(TrustStore.Accepted accepted) throws IOException {
        List<String> names = accepted.statement().bundles().stream()
                .map(claim -> claim.symbolicName())
                .toList();
        machinery.trust().note(accepted.key().id(), accepted.statement().sequence(), names);
    }

    /** Goes back to what ran before; a new process does it, should the running bundles not come back. */
    void undo(Generation before, Generation undone, String reason) throws InterruptedException {
        note(UpdateStep.ROLLED_BACK, JsonObject.of("reason", reason));
        try {
            if (machinery.generations().currentNumber() != before.number()) {
                machinery.generations().makeCurrent(before);
            }
            machinery.generations().withdraw(undone.number());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "update " + number + " is undone, but not yet on the disk", e);
        }
        try {
            live.exchange().run(undone, before);
        } catch (ExchangeException e) {
            restart(e);
        }
    }

    private void restart(ExchangeException e) {
        LOG.log(
                System.Logger.Level.ERROR,
                "update " + number + " cannot be undone while this process runs, so a new one is started: "
                        + Reason.of(e),
                e);
        live.restart().run();
    }

    /** The exchange has put everything back itself. */
    private void rolledBack(Generation next, String reason) {
        note(UpdateStep.ROLLED_BACK, JsonObject.of("reason", reason));
        try {
            machinery.generations().withdraw(next.number());
        } catch (IOException e) {
            // The next start finds it staged and not current, and does the same.
            LOG.log(System.Logger.Level.ERROR, "update " + number + " is undone, but not yet on the disk", e);
        }
    }

    /** A step whose consequence has happened already: if it cannot be written, the next start finds out by itself. */
    void note(UpdateStep step, JsonObject.Builder details) {
        try {
            append(step, details);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "step " + step + " of update " + number + " is not on the disk", e);
        }
    }

    void append(UpdateStep step, JsonObject.Builder details) throws IOException {
        machinery.journal().append(number, step, details.build());
    }
}
