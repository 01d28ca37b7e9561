package rollcall.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What guardians are still to be told: one row for each scan and kind, from which number and name are looked up only when
 * the message goes out, so that a student who is forgotten or opted out meanwhile is in none.
 *
 * <p>May be called from any thread; what changes something is durable when it returns.
 */
@ProviderType
public interface Messages {
    /** The row of the last scan that was looked through; empty before the first time. */
    Optional<Long> lookedThrough() throws StoreException;

    /**
     * Adds messages and keeps how far scans were looked through, in one transaction; one that is there already, by subject
     * and kind, is left as it is.
     *
     * @return how many are new
     */
    int add(List<Message> messages, long lookedThrough) throws StoreException;

    /**
     * Those that wait and are due, oldest first, with what is needed to send them.
     *
     * @param limit 1 to {@value ScanStore#MAX_ROWS}
     */
    List<Due> due(Instant now, int limit) throws StoreException;

    /**
     * Says that a try begins, before it does: it counts against the budget of the day whatever comes of it, and is due
     * again at {@code next} if nobody says what came of it.
     */
    void begin(String key, LocalDate day, Instant next) throws StoreException;

    /** Says what came of it; it is due again at {@code next} if that is there. */
    void settle(String key, Outcome outcome, String reason, Optional<Instant> next) throws StoreException;

    /** How many tries there were on a day. */
    int tried(LocalDate day) throws StoreException;

    /** How many wait, and how many came to each end. */
    Counts counts() throws StoreException;

    /** Removes what came to an end before. */
    int prune(Instant before) throws StoreException;

    /**
     * Stops messages about a student, or lets them go out again; also those about others with the same guardian's number.
     *
     * @return false if the roster has no number for the code
     */
    boolean stop(String code, boolean stopped) throws StoreException;

    /**
     * Students the schedule expected on a day until a time and who were not seen.
     *
     * @param at local time of the question
     */
    Absent absent(LocalDateTime at) throws StoreException;

    /** What became of a message. */
    enum Outcome {
        WAITING,
        SENT,
        /** The service will not carry it. */
        REFUSED,
        /** It was not to be sent: too old, no number, not wanted. */
        DROPPED
    }

    /**
     * A message to be.
     *
     * @param subject what it is about: the id of a scan, or code and day
     * @param kind such as {@code arrival}
     * @param code the student's
     * @param session of the scan, may be empty
     * @param at when it happened
     */
    record Message(String subject, String kind, String code, String session, Instant at) {
        @Override
        public String toString() {
            return "a message of kind " + kind;
        }
    }

    /**
     * A message that is due.
     *
     * @param key its idempotency key, 36 characters
     * @param message what it is about
     * @param name the student's, may be empty
     * @param section the student's, may be empty
     * @param phone the guardian's number; empty if there is none, or no message is wanted
     * @param attempts how often it was tried
     */
    record Due(String key, Message message, String name, String section, String phone, int attempts) {
        @Override
        public String toString() {
            return "message " + key;
        }
    }

    /** How many there are in each state. */
    record Counts(int waiting, int sent, int refused, int dropped) {}

    /**
     * Who is missing.
     *
     * @param expected how many students the schedule expected
     * @param missing codes of those who were not seen
     */
    record Absent(int expected, List<String> missing) {
        @Override
        public String toString() {
            return missing.size() + " of " + expected + " absent";
        }
    }
}
