package rollcall.camera.session;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import rollcall.camera.Frame;
import rollcall.camera.Signal;
import rollcall.camera.code.CardCode.Refused;
import rollcall.camera.quality.Assessment;
import rollcall.camera.quality.FaceAssessor;
import rollcall.camera.quality.Hint;
import rollcall.camera.session.CaptureSession.Card;
import rollcall.camera.session.CaptureSession.Take;
import rollcall.scan.Decision;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Scan;

/**
 * What a frame does to the capture session: read the card, ask what it would mean, look at the face, have the scan recorded,
 * tell the person.
 *
 * <p>Belongs to one thread.
 */
final class SessionLoop implements FrameHandler {
    private static final System.Logger LOG = System.getLogger("rollcall.camera");

    /** While a face is wanted, cards are looked for in every third frame only: the next one may be there already. */
    private static final int CARD_EVERY = 3;

    /** Between frames of a room in which nothing has moved for a while; the first movement is seen that much later. */
    private static final Duration QUIET = Duration.ofMillis(180);

    /** Has scans recorded. */
    interface Desk {
        /** What the card would mean now; empty if nobody can say, and then the photo is taken. */
        Optional<Decision> forecast(Card card) throws InterruptedException;

        /** The scan as it is stored; empty if the store gave up and the student was promised nothing. */
        Optional<Scan> record(Take take) throws InterruptedException;
    }

    private final Function<Frame, CardReading> reader;
    private final Supplier<Optional<FaceAssessor>> assessor;
    private final Desk desk;
    private final Stage stage;
    private final Presence presence;
    private final CaptureSession session;
    private final Guide guide;
    private final LongSupplier nanoTime;
    private final MotionGate gate = new MotionGate();
    private Optional<Scan> outcome = Optional.empty();

    /** What is wrong with the cards in the frame looked at last. */
    private Optional<Hint> problem = Optional.empty();

    private long frames;

    /**
     * A loop over frames.
     *
     * @param reader finds cards
     * @param assessor who looks at faces, asked for each frame; without one no photos are taken
     */
    SessionLoop(
            Function<Frame, CardReading> reader,
            Supplier<Optional<FaceAssessor>> assessor,
            Desk desk,
            Stage stage,
            Presence presence,
            CaptureSession session,
            Guide guide,
            LongSupplier nanoTime) {
        this.reader = reader;
        this.assessor = assessor;
        this.desk = desk;
        this.stage = stage;
        this.presence = presence;
        this.session = session;
        this.guide = guide;
        this.nanoTime = nanoTime;
    }

    @Override
    public void frame(Frame frame) throws InterruptedException {
        boolean look = session.isOpen() ? frames++ % CARD_EVERY == 0 : gate.opens(frame, nanoTime.getAsLong());
        if (look) {
            cards(frame);
        }
        Optional<FaceAssessor> looking = assessor.get();
        if (looking.isPresent() && (session.isOpen() || looking.get().isWatched())) {
            Assessment assessment = looking.get().assess(frame);
            boolean held = session.state() == SessionState.HOLDING_STILL;
            Optional<Take> take = session.see(frame, assessment);
            if (!held && session.state() == SessionState.HOLDING_STILL) {
                stage.signal(Signal.FACE_GOOD);
            }
            finish(take);
        }
        settle();
    }

    @Override
    public Duration rest() {
        return !session.isOpen() && gate.isQuiet(nanoTime.getAsLong()) ? QUIET : Duration.ZERO;
    }

    @Override
    public void idle() throws InterruptedException {
        finish(session.expired());
        settle();
    }

    @Override
    public void sourceLost() throws InterruptedException {
        finish(session.giveUp());
        settle();
    }

    @Override
    public void abandon() {
        session.card().filter(card -> session.isOpen()).ifPresent(card -> {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a session is abandoned before its photo; the card has to be shown again");
            presence.forget(card.code());
        });
        session.abandon();
        show();
    }

    private void cards(Frame frame) throws InterruptedException {
        CardReading reading = reader.apply(frame);
        problem = reading.problem();
        hint(right());
        if (reading.refused().isPresent()) {
            refused(reading.refused().get());
        }
        if (reading.code().isEmpty()) {
            return;
        }
        Card card = new Card(reading.code().get(), frame.takenAt());
        if (presence.arrives(card.code(), nanoTime.getAsLong())) {
            if (session.isOpen()) {
                finish(session.giveUp());
            }
            arrived(card);
        }
    }

    /** It ends nobody's session; one that is still held up afterwards is told then. */
    private void refused(Refused card) {
        // Its text is not a code: another card may have the same as its code.
        if (!session.isOpen() && presence.arrives("refused " + card.text(), nanoTime.getAsLong())) {
            outcome = Optional.empty();
            stage.refused(card.reason());
            ended(false, CardReading.hint(card.reason()), Signal.REFUSED);
        }
    }

    private void arrived(Card card) throws InterruptedException {
        outcome = Optional.empty();
        boolean pictured = assessor.get().isPresent()
                && desk.forecast(card).map(Accepted.class::isInstance).orElse(true);
        session.begin(card);
        if (pictured) {
            stage.signal(Signal.CARD_READ);
            show();
        } else {
            record(new Take(card, Optional.empty(), Optional.empty(), Optional.empty()));
        }
    }

    private void finish(Optional<Take> take) throws InterruptedException {
        if (take.isPresent()) {
            show();
            record(take.get());
        } else if (session.state() == SessionState.TIMED_OUT) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "a card is refused because no good photo was taken: {0}",
                    session.problem());
            session.card().ifPresent(card -> presence.forget(card.code()));
            ended(false, Hint.SHOW_AGAIN, Signal.REFUSED);
        } else if (session.isOpen()) {
            hint(session.hint());
        }
    }

    private void record(Take take) throws InterruptedException {
        Optional<Scan> scan = desk.record(take);
        if (scan.isEmpty()) {
            presence.forget(take.card().code());
            ended(false, Hint.SHOW_AGAIN, Signal.FAILED);
            return;
        }
        outcome = scan;
        Decision decision = scan.get().decision();
        if (decision instanceof Accepted accepted) {
            ended(true, Hint.DONE, accepted.late() ? Signal.LATE : Signal.ACCEPTED);
        } else {
            ended(false, Hint.DONE, decision instanceof Duplicate ? Signal.DUPLICATE : Signal.REFUSED);
        }
    }

    private void ended(boolean accepted, Hint hint, Signal signal) {
        session.ended(accepted, hint);
        stage.signal(signal);
        show();
    }

    private void settle() {
        SessionState before = session.state();
        session.settle();
        if (session.state() != before) {
            outcome = Optional.empty();
            show();
        }
    }

    private Hint right() {
        return problem.filter(wrong -> !session.isOpen()).orElse(session.hint());
    }

    /** Shows what is right once it has been so for a moment. */
    private void hint(Hint right) {
        stage.show(new Scene(session.state(), guide.show(right, nanoTime.getAsLong()), session.progress(), outcome));
    }

    /** Shows what is right at once. */
    private void show() {
        Hint hint = guide.at(right(), nanoTime.getAsLong());
        stage.show(new Scene(session.state(), hint, session.progress(), outcome));
    }
}
