package rollcall.camera.session;

import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import rollcall.camera.Frame;
import rollcall.camera.quality.Assessment;
import rollcall.camera.quality.Hint;
import rollcall.camera.quality.Result;
import rollcall.camera.session.SessionRules.OnTimeout;

/**
 * The state machine between a card and its photo. It decides nothing about attendance and stores nothing: it says when there
 * is something to record, and is told what came of it.
 *
 * <p>Belongs to one thread. Times are those of a clock that never steps, so that setting the time neither cuts a session short
 * nor stretches it.
 */
final class CaptureSession {
    /** Why there is no photo when no face was ever looked for. */
    static final String NO_FACE = "face_count";

    private final SessionRules rules;
    private final LongSupplier nanoTime;

    private SessionState state = SessionState.SEARCHING;
    private Hint hint = Hint.SHOW_CARD;
    private @Nullable Card card;
    private long since;
    private long stableSince;
    private @Nullable Look best;

    CaptureSession(SessionRules rules, LongSupplier nanoTime) {
        this.rules = rules;
        this.nanoTime = nanoTime;
    }

    /** A card that was read. */
    record Card(String code, Instant takenAt) {}

    /** A frame with what was found in it. */
    private record Look(Frame frame, Assessment assessment, boolean good) {
        boolean isWorthLessThan(Look other) {
            return good != other.good
                    ? other.good
                    : assessment.rank() < other.assessment().rank();
        }
    }

    /**
     * What there is to record.
     *
     * @param card whose it is
     * @param photo the frame to keep, if there is one
     * @param assessment what was measured on the best frame, if a face was looked for
     * @param problem the check that stood in the way, if no good photo came
     */
    record Take(Card card, Optional<Frame> photo, Optional<Assessment> assessment, Optional<String> problem) {}

    SessionState state() {
        return state;
    }

    /** What the person should do now. */
    Hint hint() {
        return hint;
    }

    /** Whose session it is while one is open. */
    Optional<Card> card() {
        return Optional.ofNullable(card);
    }

    /** Whether a card was read and its photo is still wanted. */
    boolean isOpen() {
        return state == SessionState.CODE_READ || state == SessionState.GUIDING || state == SessionState.HOLDING_STILL;
    }

    /** How far the time of holding still has come, 0 to 1. */
    double progress() {
        return state == SessionState.HOLDING_STILL
                ? Math.min(
                        1,
                        (double) (nanoTime.getAsLong() - stableSince)
                                / rules.stable().toNanos())
                : 0;
    }

    /** A card was read: a session begins. One that is open must have been ended before. */
    void begin(Card read) {
        if (isOpen()) {
            throw new IllegalStateException("the session of another card is open");
        }
        card = read;
        best = null;
        enter(SessionState.CODE_READ, Hint.LOOK_AT_CAMERA);
    }

    /** A frame was looked at. Returns what is to be recorded, once there is something. */
    Optional<Take> see(Frame frame, Assessment assessment) {
        if (!isOpen()) {
            return Optional.empty();
        }
        Optional<Result> worst = assessment.worst(rules.unknownPasses());
        keep(new Look(frame, assessment, worst.isEmpty()));
        if (worst.isPresent()) {
            move(SessionState.GUIDING, worst.get().hint());
            return expired();
        }
        if (state != SessionState.HOLDING_STILL) {
            stableSince = nanoTime.getAsLong();
            move(SessionState.HOLDING_STILL, Hint.HOLD_STILL);
        }
        if (nanoTime.getAsLong() - stableSince >= rules.stable().toNanos()) {
            return Optional.of(captured());
        }
        return expired();
    }

    /** Time passed without a frame. Returns what is to be recorded if the patience is over. */
    Optional<Take> expired() {
        if (!isOpen() || nanoTime.getAsLong() - since < rules.patience().toNanos()) {
            return Optional.empty();
        }
        return giveUp();
    }

    /**
     * Ends an open session now, as if its patience were over: the next card is there, or the camera is.
     *
     * @return what is to be recorded; empty if the configuration refuses a scan without a good photo
     */
    Optional<Take> giveUp() {
        if (!isOpen()) {
            return Optional.empty();
        }
        Look kept = best;
        if (kept != null && kept.good()) {
            // It was good and did not stay so for long enough: a good photo all the same.
            return Optional.of(captured());
        }
        move(SessionState.TIMED_OUT, Hint.MOMENT);
        if (rules.onTimeout() == OnTimeout.REJECT) {
            return Optional.empty();
        }
        Optional<Look> worth = Optional.ofNullable(kept);
        return Optional.of(new Take(
                current(),
                worth.filter(look -> rules.onTimeout() == OnTimeout.RECORD
                                && look.assessment().faces() > 0)
                        .map(Look::frame),
                worth.map(Look::assessment),
                Optional.of(problem())));
    }

    /** What stood in the way of a good photo. */
    String problem() {
        Look kept = best;
        return kept == null
                ? NO_FACE
                : kept.assessment()
                        .worst(rules.unknownPasses())
                        .map(Result::check)
                        .orElse(NO_FACE);
    }

    /** The outcome, to be shown for a while. */
    void ended(boolean accepted, Hint shown) {
        best = null;
        enter(accepted ? SessionState.RECORDED : SessionState.REFUSED, shown);
    }

    /** Back to searching once an outcome was shown long enough. */
    void settle() {
        boolean over = state == SessionState.RECORDED || state == SessionState.REFUSED;
        if (over && nanoTime.getAsLong() - since >= rules.shown().toNanos()) {
            abandon();
        }
    }

    /** Leaves everything; nothing was promised to anybody. */
    void abandon() {
        card = null;
        best = null;
        enter(SessionState.SEARCHING, Hint.SHOW_CARD);
    }

    private Take captured() {
        Look kept = best;
        if (kept == null) {
            throw new IllegalStateException("a photo was taken and no frame was kept");
        }
        move(SessionState.CAPTURED, Hint.MOMENT);
        return new Take(current(), Optional.of(kept.frame()), Optional.of(kept.assessment()), Optional.empty());
    }

    private Card current() {
        Card open = card;
        if (open == null) {
            throw new IllegalStateException("no session is open");
        }
        return open;
    }

    private void keep(Look look) {
        Look kept = best;
        if (kept == null || kept.isWorthLessThan(look)) {
            best = look;
        }
    }

    private void move(SessionState next, Hint shown) {
        state = next;
        hint = shown;
    }

    private void enter(SessionState next, Hint shown) {
        since = nanoTime.getAsLong();
        move(next, shown);
    }
}
