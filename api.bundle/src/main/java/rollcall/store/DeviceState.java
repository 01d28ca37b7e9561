package rollcall.store;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Small values that outlive restarts and updates of any bundle, such as cursors and times of last success.
 *
 * <p>May be called from any thread; a value is durable when the call returns.
 */
@ProviderType
public interface DeviceState {
    /** The longest value, in characters. */
    int MAX_LENGTH = 100_000;

    /** The value of a key. */
    Optional<String> get(String key) throws StoreException;

    /**
     * Sets the value of a key.
     *
     * @param key begins with the name of the bundle it belongs to, such as {@code sync.cursor}; lower-case letters, digits,
     *     dots and dashes, at most 100
     * @param value at most {@value #MAX_LENGTH} characters
     */
    void put(String key, String value) throws StoreException;
}
