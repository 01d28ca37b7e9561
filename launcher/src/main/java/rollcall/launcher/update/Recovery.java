package rollcall.launcher.update;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.JsonObject;

/**
 * Puts right before Felix starts what the journal says was under way. What runs is said by {@code current} alone: an
 * update that is current goes on, any other one is over. Doing it twice changes nothing.
 */
public final class Recovery {
    private final Machinery machinery;
    private final Consumer<String> say;

    /** @param say gets a line for each thing that was done */
    public Recovery(Machinery machinery, Consumer<String> say) {
        this.machinery = machinery;
        this.say = say;
    }

    /**
     * Finishes or undoes what was under way.
     *
     * @param died whether the process before ended by itself, though the machine went on
     */
    public void finishOrUndo(boolean died) throws IOException {
        finishUndoing();
        for (UpdateRecord unfinished : history().unfinished()) {
            finishOrUndo(unfinished, died);
        }
        new Leftovers(machinery.home(), machinery.disk()).sweep();
    }

    private void finishOrUndo(UpdateRecord update, boolean died) throws IOException {
        if (update.generation() == 0) {
            end(update, UpdateStep.REFUSED, "the terminal ended while it came in; send it again");
        } else if (machinery.generations().currentNumber() != update.generation()) {
            end(update, UpdateStep.ROLLED_BACK, "the terminal ended before it was current");
            machinery.generations().withdraw(update.generation());
        } else if (died) {
            undo(update, "the terminal ended by itself while it was on probation");
        } else if (update.step() != UpdateStep.PROBATION) {
            note(update);
            machinery
                    .journal()
                    .append(
                            update.number(),
                            UpdateStep.PROBATION,
                            JsonObject.of("resumed", true).build());
        }
    }

    private void note(UpdateRecord update) throws IOException {
        if (update.keyId().isPresent()) {
            List<String> names = update.bundles().stream()
                    .map(bundle -> bundle.text("symbolicName"))
                    .toList();
            machinery.trust().note(update.keyId().get(), update.details().number("sequence"), names);
        }
    }

    /** The journal says that an update was undone, but it is still current. */
    private void finishUndoing() throws IOException {
        Optional<UpdateRecord> current = ofCurrent();
        if (current.isPresent() && current.get().step() == UpdateStep.ROLLED_BACK) {
            leave(current.get());
        }
    }

    /**
     * Undoes the last update, whether it was kept or still watched, and makes current what ran before it. For use before
     * Felix starts. Called again it goes one update further back.
     *
     * @param reason for people
     * @return what is current now; nothing if no update made the current generation, or what was before is not whole
     */
    public Optional<Generation> undoLast(String reason) throws IOException {
        Optional<UpdateRecord> last = ofCurrent();
        return last.isPresent() && undo(last.get(), reason)
                ? Optional.of(machinery.generations().read(last.get().parent()))
                : Optional.empty();
    }

    private boolean undo(UpdateRecord update, String reason) throws IOException {
        if (!machinery.generations().isWhole(update.parent())) {
            say.accept("update " + update.number() + " cannot be undone (" + reason + "): generation " + update.parent()
                    + " is not whole");
            return false;
        }
        end(update, UpdateStep.ROLLED_BACK, reason);
        leave(update);
        return true;
    }

    private void leave(UpdateRecord update) throws IOException {
        if (machinery.generations().isWhole(update.parent())) {
            machinery.generations().makeCurrent(machinery.generations().read(update.parent()));
            machinery.generations().withdraw(update.generation());
        }
    }

    private void end(UpdateRecord update, UpdateStep step, String reason) throws IOException {
        machinery
                .journal()
                .append(update.number(), step, JsonObject.of("reason", reason).build());
        say.accept("update " + update.number() + " (" + update.words() + ") "
                + (step == UpdateStep.REFUSED ? "was not taken in: " : "was undone: ") + reason);
    }

    private Optional<UpdateRecord> ofCurrent() throws IOException {
        return history().of(machinery.generations().currentNumber());
    }

    private UpdateHistory history() {
        return UpdateHistory.of(machinery.journal().entries());
    }
}
