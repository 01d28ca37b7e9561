package rollcall.alert;

import java.time.Duration;

/**
 * What came of giving a notice to a channel.
 *
 * @param answer one line of what the other side said, without anything secret
 * @param pause how long the other side asked to wait, or zero
 */
public record Delivery(Outcome outcome, String answer, Duration pause) {
    /** What to do next. */
    public enum Outcome {
        DELIVERED,
        /** Not this time; the same notice is to be given again. */
        RETRY,
        /** Never: trying again would be refused again. */
        REFUSED
    }

    public static Delivery delivered(String answer) {
        return new Delivery(Outcome.DELIVERED, answer, Duration.ZERO);
    }

    public static Delivery retry(String answer) {
        return new Delivery(Outcome.RETRY, answer, Duration.ZERO);
    }

    public static Delivery refused(String answer) {
        return new Delivery(Outcome.REFUSED, answer, Duration.ZERO);
    }
}
