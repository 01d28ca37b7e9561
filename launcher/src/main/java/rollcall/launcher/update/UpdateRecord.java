package rollcall.launcher.update;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import rollcall.launcher.home.JsonObject;

/**
 * One update as the journal tells it.
 *
 * @param number 1 and up
 * @param received when it came
 * @param changed when its last step was
 * @param step the last step
 * @param details of all its steps together; of a key in several the last one
 */
public record UpdateRecord(long number, Instant received, Instant changed, UpdateStep step, JsonObject details) {
    /** Its generation, 0 as long as there is none. */
    public int generation() {
        return Math.toIntExact(details.number("generation"));
    }

    /** The generation it replaces, 0 as long as there is none. */
    public int parent() {
        return Math.toIntExact(details.number("parent"));
    }

    /** Why it was refused or rolled back, in words; else empty. */
    public String reason() {
        return details.text("reason");
    }

    /** Which way it came, such as {@code push} or {@code inbox}. */
    public String door() {
        return details.text("door");
    }

    /** The bundles with their versions. */
    public List<JsonObject> bundles() {
        return details.objects("bundles");
    }

    /** The signing key's id, if it was signed. */
    public Optional<String> keyId() {
        return Optional.of(details.text("key")).filter(id -> !id.isEmpty());
    }

    /** What it brings, for people. */
    public String words() {
        List<String> words = bundles().stream()
                .map(bundle -> bundle.text("symbolicName") + " " + bundle.text("version"))
                .toList();
        return words.isEmpty() ? details.text("what") : String.join(", ", words);
    }
}
