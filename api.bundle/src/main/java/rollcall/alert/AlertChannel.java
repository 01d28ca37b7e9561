package rollcall.alert;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way to people, found on the whiteboard: a service of this type is used from when it is registered.
 *
 * <p>Called by the alerts bundle on one thread at a time. Text it is given is one line without control characters and
 * secrets; escaping for its own format is the channel's.
 */
@ConsumerType
public interface AlertChannel {
    /** Its name, {@code [a-z][a-z0-9-]*}; of two with one name the first is used. */
    String name();

    /** The least severity it wants. */
    Severity least();

    /** How long an alert must have stood unacknowledged before it is told here, in minutes; 0 for at once. */
    default int afterMinutes() {
        return 0;
    }

    /** Whether it is left alone in quiet hours, but for critical alerts. */
    default boolean isQuietAtNight() {
        return true;
    }

    /**
     * About how many notices an hour it wants at most, a sixth of them at once; 0 for any number. What is over that waits and
     * goes in one summary.
     */
    default int mostAnHour() {
        return 60;
    }

    /** How events that wait together are given. */
    enum Grouping {
        /** Each in a notice of its own. */
        SINGLE,
        /** Critical ones each for itself, all others in one summary. */
        SUMMARY,
        /** All in one notice; the channel tells each of them. */
        LIST
    }

    /** How it wants events that wait together. */
    default Grouping grouping() {
        return Grouping.SUMMARY;
    }

    /**
     * Tells; returns within some seconds. Whatever is thrown counts as {@link Delivery.Outcome#RETRY}.
     *
     * @throws InterruptedException if the terminal stops meanwhile
     */
    Delivery deliver(Notice notice) throws InterruptedException;
}
