package rollcall.camera.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import rollcall.camera.quality.Hint;

class GuideTest {
    private static final long MILLI = 1_000_000;
    private final Guide guide = new Guide(Duration.ofMillis(200), Duration.ofMillis(800));

    private Hint show(Hint right, long millis) {
        return guide.show(right, millis * MILLI);
    }

    @Test
    void a_hint_that_changes_with_every_frame_does_not_flicker() {
        guide.at(Hint.LOOK_AT_CAMERA, 0);
        for (int millis = 0; millis < 5_000; millis += 33) {
            Hint right = millis % 66 == 0 ? Hint.LOOK_UP : Hint.TOO_DARK;
            assertThat(show(right, millis)).isEqualTo(Hint.LOOK_AT_CAMERA);
        }
    }

    @Test
    void a_hint_is_shown_once_it_has_been_right_for_a_moment() {
        guide.at(Hint.LOOK_AT_CAMERA, 0);
        assertThat(show(Hint.TOO_DARK, 1_000)).isEqualTo(Hint.LOOK_AT_CAMERA);
        assertThat(show(Hint.TOO_DARK, 1_199)).isEqualTo(Hint.LOOK_AT_CAMERA);
        assertThat(show(Hint.TOO_DARK, 1_200)).isEqualTo(Hint.TOO_DARK);
    }

    @Test
    void a_hint_stays_readable() {
        guide.at(Hint.TOO_DARK, 1_000 * MILLI);
        assertThat(show(Hint.LOOK_UP, 1_300)).isEqualTo(Hint.TOO_DARK);
        assertThat(show(Hint.LOOK_UP, 1_799)).isEqualTo(Hint.TOO_DARK);
        assertThat(show(Hint.LOOK_UP, 1_800)).isEqualTo(Hint.LOOK_UP);
    }

    @Test
    void a_session_that_moves_on_is_shown_at_once() {
        guide.at(Hint.TOO_DARK, 1_000 * MILLI);
        assertThat(guide.at(Hint.DONE, 1_001 * MILLI)).isEqualTo(Hint.DONE);
    }
}
