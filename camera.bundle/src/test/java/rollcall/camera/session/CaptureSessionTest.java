package rollcall.camera.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rollcall.camera.Frame;
import rollcall.camera.quality.Assessment;
import rollcall.camera.quality.Hint;
import rollcall.camera.quality.Result;
import rollcall.camera.session.CaptureSession.Card;
import rollcall.camera.session.CaptureSession.Take;
import rollcall.camera.session.SessionRules.OnTimeout;

class CaptureSessionTest {
    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");
    private static final Card CARD = new Card("S-1", NOW);

    private long nanos = 1_000;
    private CaptureSession session = session(OnTimeout.RECORD);

    private CaptureSession session(OnTimeout onTimeout) {
        return new CaptureSession(
                new SessionRules(
                        Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofSeconds(1), false, onTimeout),
                () -> nanos);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private static Frame frame(int mark) {
        return new Frame(1, 1, new byte[] {(byte) mark, 0, 0}, NOW);
    }

    /** Good in everything; the better the higher the score. */
    private static Assessment good(double score) {
        return new Assessment(1, List.of(Result.of("face_count", true, 1, score, Hint.ONE_PERSON)));
    }

    private static Assessment bad(String check, Hint hint) {
        return new Assessment(
                1,
                List.of(Result.of("face_count", true, 1, 1, Hint.ONE_PERSON), Result.of(check, false, 7, 0.5, hint)));
    }

    private static Assessment nobody() {
        return new Assessment(0, List.of(Result.of("face_count", false, 0, 0, Hint.LOOK_AT_CAMERA)));
    }

    @Test
    void a_face_that_stays_good_becomes_a_photo_of_the_best_moment() {
        session.begin(CARD);
        assertThat(session.state()).isEqualTo(SessionState.CODE_READ);
        assertThat(session.see(frame(1), bad("brightness", Hint.TOO_DARK))).isEmpty();
        assertThat(session.state()).isEqualTo(SessionState.GUIDING);
        assertThat(session.hint()).isEqualTo(Hint.TOO_DARK);
        assertThat(session.see(frame(2), good(0.5))).isEmpty();
        assertThat(session.state()).isEqualTo(SessionState.HOLDING_STILL);
        pass(Duration.ofSeconds(1));
        assertThat(session.see(frame(3), good(0.9))).isEmpty();
        assertThat(session.progress()).isEqualTo(0.5);
        pass(Duration.ofMillis(999));
        assertThat(session.see(frame(4), good(0.6))).isEmpty();
        pass(Duration.ofMillis(1));
        Take take = session.see(frame(5), good(0.7)).orElseThrow();
        assertThat(take.card()).isEqualTo(CARD);
        assertThat(take.problem()).isEmpty();
        assertThat(take.photo().orElseThrow().bgr()[0]).isEqualTo((byte) 3);
        assertThat(session.state()).isEqualTo(SessionState.CAPTURED);
        session.ended(true, Hint.DONE);
        assertThat(session.state()).isEqualTo(SessionState.RECORDED);
        session.settle();
        assertThat(session.state()).isEqualTo(SessionState.RECORDED);
        pass(Duration.ofSeconds(1));
        session.settle();
        assertThat(session.state()).isEqualTo(SessionState.SEARCHING);
        assertThat(session.card()).isEmpty();
    }

    @Test
    void one_bad_frame_begins_the_stable_time_anew() {
        session.begin(CARD);
        session.see(frame(1), good(1));
        pass(Duration.ofMillis(1_900));
        session.see(frame(2), bad("eyes_open", Hint.OPEN_EYES));
        assertThat(session.progress()).isZero();
        session.see(frame(3), good(0.4));
        pass(Duration.ofMillis(1_999));
        assertThat(session.see(frame(4), good(0.3))).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(session.see(frame(5), good(0.2))).isPresent();
    }

    @Test
    void without_a_good_photo_the_best_bad_one_is_kept_with_the_reason() {
        session.begin(CARD);
        session.see(frame(1), nobody());
        session.see(frame(2), bad("head_pose", Hint.LOOK_UP));
        session.see(frame(3), nobody());
        pass(Duration.ofSeconds(15));
        Take take = session.expired().orElseThrow();
        assertThat(take.photo().orElseThrow().bgr()[0]).isEqualTo((byte) 2);
        assertThat(take.problem()).contains("head_pose");
        assertThat(take.assessment().orElseThrow().figures(take.problem()).figures())
                .containsEntry("head_pose", 7.0);
        assertThat(session.state()).isEqualTo(SessionState.TIMED_OUT);
        assertThat(session.expired()).isEmpty();
    }

    @Test
    void a_frame_without_a_face_is_no_photo() {
        session.begin(CARD);
        pass(Duration.ofSeconds(15));
        Take take = session.see(frame(1), nobody()).orElseThrow();
        assertThat(take.photo()).isEmpty();
        assertThat(take.problem()).contains("face_count");
    }

    @Test
    void without_any_frame_the_reason_is_that_there_was_no_face() {
        session.begin(CARD);
        pass(Duration.ofMillis(14_999));
        assertThat(session.expired()).isEmpty();
        pass(Duration.ofMillis(1));
        Take take = session.expired().orElseThrow();
        assertThat(take.assessment()).isEmpty();
        assertThat(take.problem()).contains("face_count");
    }

    @Test
    void the_policies_without_a_photo() {
        session = session(OnTimeout.RECORD_WITHOUT_PHOTO);
        session.begin(CARD);
        session.see(frame(1), bad("sharpness", Hint.STAY_STILL));
        Take take = session.giveUp().orElseThrow();
        assertThat(take.photo()).isEmpty();
        assertThat(take.problem()).contains("sharpness");

        session = session(OnTimeout.REJECT);
        session.begin(CARD);
        session.see(frame(1), bad("sharpness", Hint.STAY_STILL));
        assertThat(session.giveUp()).isEmpty();
        assertThat(session.state()).isEqualTo(SessionState.TIMED_OUT);
        assertThat(session.problem()).isEqualTo("sharpness");
    }

    @Test
    void a_good_photo_counts_even_if_it_was_not_good_for_long() {
        session = session(OnTimeout.REJECT);
        session.begin(CARD);
        session.see(frame(1), good(0.5));
        session.see(frame(2), bad("sharpness", Hint.STAY_STILL));
        Optional<Take> take = session.giveUp();
        assertThat(take.orElseThrow().photo().orElseThrow().bgr()[0]).isEqualTo((byte) 1);
        assertThat(take.orElseThrow().problem()).isEmpty();
    }

    @Test
    void a_check_that_measured_nothing_stands_in_the_way_unless_the_rules_let_it_pass() {
        Assessment unknown = new Assessment(1, List.of(Result.unknown("eyes_open", Hint.OPEN_EYES)));
        session.begin(CARD);
        session.see(frame(1), unknown);
        assertThat(session.state()).isEqualTo(SessionState.GUIDING);
        CaptureSession lenient = new CaptureSession(
                new SessionRules(Duration.ZERO, Duration.ofSeconds(15), Duration.ofSeconds(1), true, OnTimeout.REJECT),
                () -> nanos);
        lenient.begin(CARD);
        assertThat(lenient.see(frame(1), unknown)).isPresent();
    }

    @Test
    void an_open_session_is_not_begun_again() {
        session.begin(CARD);
        assertThatThrownBy(() -> session.begin(CARD)).isInstanceOf(IllegalStateException.class);
        session.abandon();
        session.begin(CARD);
        assertThat(session.isOpen()).isTrue();
    }
}
