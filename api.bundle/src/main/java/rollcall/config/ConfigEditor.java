package rollcall.config;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes the configuration file for a time: what nobody confirms goes back by itself, so that a change that shuts people out mends
 * itself. May be called from any thread.
 */
@ProviderType
public interface ConfigEditor {
    /** How long somebody has to confirm. */
    Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * Holds changes against what the bundles allow; changes nothing.
     *
     * @param changes keys such as {@code store.cooldownMinutes}, each with its values: one, several of a list, or none, which takes the
     *     key out of the file so that its default counts
     * @return why they must not be made, one line each; empty if they may
     */
    List<String> problems(Map<String, List<String>> changes) throws IOException;

    /**
     * Makes changes for {@link #PATIENCE}; they are in force within two seconds. The file keeps its content and loses its layout.
     *
     * @param who makes them
     * @throws IllegalArgumentException if they may not be made, or earlier ones still wait for a word
     */
    void apply(String who, Map<String, List<String>> changes) throws IOException;

    /** What waits for a word. */
    Optional<Unconfirmed> unconfirmed();

    /** Says that the changes are to stay; false if none wait. */
    boolean confirm() throws IOException;

    /** Goes back to the file before the changes; false if none wait. */
    boolean goBack() throws IOException;

    /**
     * Changes that wait for a word.
     *
     * @param who made them
     * @param keys that were changed
     * @param left until they go back
     */
    record Unconfirmed(String who, List<String> keys, Duration left) {
        public Unconfirmed {
            keys = List.copyOf(keys);
        }
    }
}
