package rollcall.launcher.update;

import java.time.Instant;
import java.util.Optional;
import rollcall.launcher.home.JsonObject;

/**
 * What became of an update.
 *
 * @param update its number in the history
 * @param words what runs now, for people
 * @param generation the number of what runs now
 * @param plan what it was said to do
 * @param gapMicros from the first stop until everything had started
 * @param probationUntil until when it is watched; empty if it is kept already
 */
public record Outcome(
        long update, String words, int generation, Plan plan, long gapMicros, Optional<Instant> probationUntil) {
    /** For programs. */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.of("update", update)
                .with("words", words)
                .with("generation", generation)
                .with("plan", plan.toJson())
                .with("gapMicros", gapMicros);
        probationUntil.ifPresent(until -> json.with("probationUntil", until.toString()));
        return json.build();
    }
}
