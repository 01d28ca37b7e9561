package rollcall.camera.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import rollcall.camera.Frame;
import rollcall.camera.Signal;
import rollcall.camera.code.CardCode;
import rollcall.camera.code.CardCode.Refused;
import rollcall.camera.quality.Assessment;
import rollcall.camera.quality.FaceAssessor;
import rollcall.camera.quality.Hint;
import rollcall.camera.quality.Result;
import rollcall.camera.session.CaptureSession.Card;
import rollcall.camera.session.CaptureSession.Take;
import rollcall.camera.session.SessionRules.OnTimeout;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Decision.Reason;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.Direction;
import rollcall.scan.Evidence;
import rollcall.scan.Origin;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;

class SessionLoopTest {
    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");
    private static final Decision ACCEPTED = new Accepted(Direction.LOGIN, false, true, "");
    private static final int SEVERAL = 99;
    private static final int FORGED = 98;

    private final List<Take> recorded = new ArrayList<>();
    private final List<CardCode.Reason> refusals = new ArrayList<>();
    private final List<Signal> signals = new ArrayList<>();
    private final List<Scene> scenes = new ArrayList<>();
    private Optional<Decision> forecast = Optional.of(ACCEPTED);
    private Decision decision = ACCEPTED;
    private boolean storeTakesIt = true;
    private boolean faceIsGood = true;
    private long nanos = 1;

    private final SessionLoop loop = loop(OnTimeout.RECORD, Optional.of(new Faces()));

    private SessionLoop loop(OnTimeout onTimeout, Optional<FaceAssessor> assessor) {
        return new SessionLoop(
                SessionLoopTest::read,
                () -> assessor,
                new Counter(),
                new Board(),
                new Presence(Duration.ofSeconds(2)),
                new CaptureSession(
                        new SessionRules(
                                Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofSeconds(1), false, onTimeout),
                        () -> nanos),
                new Guide(Duration.ofMillis(200), Duration.ofMillis(800)),
                () -> nanos);
    }

    /** The first byte of a frame says which card is in it: 0 none. */
    private static CardReading read(Frame frame) {
        int card = frame.bgr()[0];
        if (card == SEVERAL) {
            return new CardReading(Optional.empty(), true, Optional.empty());
        }
        if (card == FORGED) {
            return new CardReading(Optional.empty(), false, Optional.of(new Refused("CARD-1", CardCode.Reason.FORGED)));
        }
        return card == 0 ? CardReading.NONE : new CardReading(Optional.of("CARD-" + card), false, Optional.empty());
    }

    private final class Faces implements FaceAssessor {
        @Override
        public Assessment assess(Frame frame) {
            return new Assessment(
                    1, List.of(Result.of("brightness", faceIsGood, 50, faceIsGood ? 1 : 0, Hint.TOO_DARK)));
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    private final class Counter implements SessionLoop.Desk {
        @Override
        public Optional<Decision> forecast(Card card) {
            return forecast;
        }

        @Override
        public Optional<Scan> record(Take take) {
            recorded.add(take);
            return storeTakesIt
                    ? Optional.of(new Scan(
                            new ScanId(UUID.fromString("01a21196-e0c6-75af-90a5-5b58124a85ce")),
                            1,
                            new Origin("here", 1, 1),
                            take.card().code(),
                            Optional.empty(),
                            decision,
                            NOW,
                            new Evidence(ClockTrust.TRUSTED, Optional.empty(), Optional.empty(), "c"),
                            Optional.empty()))
                    : Optional.empty();
        }
    }

    private final class Board implements Stage {
        @Override
        public void show(Scene scene) {
            scenes.add(scene);
        }

        @Override
        public void signal(Signal signal) {
            signals.add(signal);
        }

        @Override
        public void refused(CardCode.Reason reason) {
            refusals.add(reason);
        }
    }

    private void frames(SessionLoop taking, int card, int count, Duration between) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            taking.frame(new Frame(1, 1, new byte[] {(byte) card, (byte) (card * 60), 0}, NOW));
            nanos += between.toNanos();
        }
    }

    private void frames(int card, int count) throws InterruptedException {
        frames(loop, card, count, Duration.ofMillis(100));
    }

    private Scene last() {
        return scenes.get(scenes.size() - 1);
    }

    private List<String> codes() {
        return recorded.stream().map(take -> take.card().code()).toList();
    }

    @Test
    void a_card_that_is_not_genuine_is_refused_and_never_recorded() throws Exception {
        frames(FORGED, 10);
        assertThat(last().state()).isEqualTo(SessionState.REFUSED);
        assertThat(last().hint()).isEqualTo(Hint.CARD_FORGED);
        frames(FORGED, 10);
        assertThat(last().hint()).isEqualTo(Hint.CARD_FORGED);
        assertThat(signals).containsExactly(Signal.REFUSED);
        assertThat(refusals).containsExactly(CardCode.Reason.FORGED);
        assertThat(recorded).isEmpty();
        frames(0, 40);
        assertThat(last().hint()).isEqualTo(Hint.SHOW_CARD);
        // The code that the forged card claims is not held up by it.
        frames(FORGED, 2);
        frames(1, 30);
        assertThat(codes()).containsExactly("CARD-1");
        assertThat(refusals).hasSize(2);
    }

    @Test
    void a_card_that_is_not_genuine_ends_nobody_elses_session() throws Exception {
        frames(1, 5);
        frames(FORGED, 5);
        assertThat(refusals).isEmpty();
        frames(1, 30);
        assertThat(codes()).containsExactly("CARD-1");
        assertThat(recorded.get(0).problem()).isEmpty();
        assertThat(signals).doesNotContain(Signal.REFUSED);
    }

    @Test
    void card_face_stillness_photo_green_light() throws Exception {
        frames(1, 30);
        assertThat(codes()).containsExactly("CARD-1");
        assertThat(recorded.get(0).photo()).isPresent();
        assertThat(signals).containsExactly(Signal.CARD_READ, Signal.FACE_GOOD, Signal.ACCEPTED);
        assertThat(last().state()).isEqualTo(SessionState.RECORDED);
        assertThat(last().outcome()).isPresent();
        frames(0, 20);
        assertThat(last().state()).isEqualTo(SessionState.SEARCHING);
        assertThat(last().outcome()).isEmpty();
        assertThat(codes()).containsExactly("CARD-1");
    }

    @Test
    void a_card_that_counts_for_nothing_needs_no_photo() throws Exception {
        forecast = Optional.of(new Duplicate(Direction.LOGIN, NOW));
        decision = new Duplicate(Direction.LOGIN, NOW);
        frames(1, 1);
        forecast = Optional.of(new Rejected(Reason.UNKNOWN_CODE));
        decision = new Rejected(Reason.UNKNOWN_CODE);
        frames(2, 1);
        assertThat(codes()).containsExactly("CARD-1", "CARD-2");
        assertThat(recorded).allSatisfy(take -> assertThat(take.photo()).isEmpty());
        assertThat(signals).containsExactly(Signal.DUPLICATE, Signal.REFUSED);
        assertThat(last().state()).isEqualTo(SessionState.REFUSED);
    }

    @Test
    void while_nobody_can_say_what_a_card_means_the_photo_is_taken() throws Exception {
        forecast = Optional.empty();
        frames(1, 30);
        assertThat(recorded)
                .singleElement()
                .satisfies(take -> assertThat(take.photo()).isPresent());
    }

    @Test
    void without_eyes_for_faces_a_card_is_recorded_at_once() throws Exception {
        SessionLoop blind = loop(OnTimeout.RECORD, Optional.empty());
        frames(blind, 1, 3, Duration.ofMillis(100));
        assertThat(codes()).containsExactly("CARD-1");
        assertThat(signals).containsExactly(Signal.ACCEPTED);
    }

    @Test
    void the_next_card_ends_the_session_of_the_one_before() throws Exception {
        faceIsGood = false;
        frames(1, 5);
        frames(2, 5);
        assertThat(codes()).containsExactly("CARD-1");
        assertThat(recorded.get(0).problem()).contains("brightness");
        faceIsGood = true;
        frames(2, 30);
        assertThat(codes()).containsExactly("CARD-1", "CARD-2");
        assertThat(recorded.get(1).problem()).isEmpty();
    }

    @Test
    void guidance_is_shown_until_the_patience_is_over_also_without_frames() throws Exception {
        faceIsGood = false;
        frames(1, 20);
        assertThat(last().hint()).isEqualTo(Hint.TOO_DARK);
        assertThat(last().state()).isEqualTo(SessionState.GUIDING);
        nanos += Duration.ofSeconds(15).toNanos();
        loop.idle();
        assertThat(recorded)
                .singleElement()
                .satisfies(take -> assertThat(take.problem()).contains("brightness"));
    }

    @Test
    void a_policy_that_refuses_stores_nothing_and_takes_the_card_again() throws Exception {
        SessionLoop strict = loop(OnTimeout.REJECT, Optional.of(new Faces()));
        faceIsGood = false;
        frames(strict, 1, 160, Duration.ofMillis(100));
        assertThat(recorded).isEmpty();
        assertThat(signals).containsExactly(Signal.CARD_READ, Signal.REFUSED, Signal.CARD_READ);
        faceIsGood = true;
        frames(strict, 1, 40, Duration.ofMillis(100));
        assertThat(codes()).containsExactly("CARD-1");
    }

    @Test
    void a_card_the_store_did_not_take_is_shown_again_and_counts_as_new() throws Exception {
        storeTakesIt = false;
        SessionLoop blind = loop(OnTimeout.RECORD, Optional.empty());
        frames(blind, 1, 1, Duration.ofMillis(100));
        assertThat(signals).containsExactly(Signal.FAILED);
        assertThat(last().hint()).isEqualTo(Hint.SHOW_AGAIN);
        storeTakesIt = true;
        frames(blind, 1, 7, Duration.ofMillis(100));
        assertThat(codes()).containsExactly("CARD-1", "CARD-1");
        assertThat(signals).containsExactly(Signal.FAILED, Signal.ACCEPTED);
    }

    @Test
    void a_lost_source_ends_the_session_with_what_there_is() throws Exception {
        faceIsGood = false;
        frames(1, 3);
        loop.sourceLost();
        assertThat(codes()).containsExactly("CARD-1");
    }

    @Test
    void an_abandoned_session_promised_nothing_and_its_card_counts_as_new() throws Exception {
        frames(1, 3);
        loop.abandon();
        assertThat(recorded).isEmpty();
        assertThat(last().state()).isEqualTo(SessionState.SEARCHING);
        frames(1, 30);
        assertThat(codes()).containsExactly("CARD-1");
    }

    @Test
    void several_cards_are_asked_to_be_one() throws Exception {
        frames(SEVERAL, 20);
        assertThat(last().hint()).isEqualTo(Hint.ONE_CARD);
        assertThat(last().state()).isEqualTo(SessionState.SEARCHING);
        frames(0, 20);
        assertThat(last().hint()).isEqualTo(Hint.SHOW_CARD);
        assertThat(recorded).isEmpty();
    }
}
