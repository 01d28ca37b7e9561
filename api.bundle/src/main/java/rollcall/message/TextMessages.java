package rollcall.message;

import org.osgi.annotation.versioning.ConsumerType;
import rollcall.alert.Delivery;

/** A service that carries short messages. May be called from any thread. */
@ConsumerType
public interface TextMessages {
    /**
     * Gives a message to the service and waits for its answer, for a bounded time.
     *
     * @param number whom to, 4 to 15 digits with or without {@code +} before them; stands in no log and no answer
     * @param text what to say; letters the service cannot carry lose their accents or become question marks, and what does
     *     not fit one message is cut off
     * @param key the same for every try of one message, at most 36 letters, digits, dots and dashes; a service that knows
     *     keys carries it once
     * @return what came of it, without number and text
     */
    Delivery send(String number, String text, String key) throws InterruptedException;
}
