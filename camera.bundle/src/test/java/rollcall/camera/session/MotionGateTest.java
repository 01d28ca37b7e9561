package rollcall.camera.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import rollcall.camera.Frame;

class MotionGateTest {
    private static final long MILLI = 1_000_000;
    private final MotionGate gate = new MotionGate();
    private final Random random = new Random(3);

    /** A grey scene with the noise of a sensor, and a card of so many pixels in it. */
    private Frame scene(int card, int x, int y) {
        byte[] bgr = new byte[640 * 480 * 3];
        random.nextBytes(bgr);
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = (byte) (110 + (bgr[i] >> 4));
        }
        for (int row = 0; row < card; row++) {
            int at = ((y + row) * 640 + x) * 3;
            Arrays.fill(bgr, at, at + card * 3, (byte) (row / 8 % 2 == 0 ? 240 : 20));
        }
        return new Frame(640, 480, bgr, Instant.EPOCH);
    }

    @Test
    void a_still_scene_is_looked_at_twice_a_second() {
        int opened = 0;
        for (int millis = 0; millis < 3_000; millis += 66) {
            opened += gate.opens(scene(0, 0, 0), millis * MILLI) ? 1 : 0;
        }
        assertThat(opened).isBetween(5, 7);
    }

    @Test
    void it_is_quiet_when_nothing_has_moved_for_ten_seconds_and_not_any_more_at_once() {
        int quietFrom = -1;
        for (int millis = 0; millis < 12_000; millis += 66) {
            gate.opens(scene(0, 0, 0), millis * MILLI);
            if (quietFrom < 0 && gate.isQuiet(millis * MILLI)) {
                quietFrom = millis;
            }
        }
        assertThat(quietFrom).isBetween(10_000, 10_100);
        assertThat(gate.opens(scene(60, 200, 200), 12_010 * MILLI)).isTrue();
        assertThat(gate.isQuiet(12_010 * MILLI)).isFalse();
    }

    @Test
    void a_small_card_opens_it_wherever_it_comes() {
        for (int i = 0; i < 25; i++) {
            MotionGate fresh = new MotionGate();
            fresh.opens(scene(0, 0, 0), 0);
            assertThat(fresh.opens(scene(0, 0, 0), MILLI)).isFalse();
            assertThat(fresh.opens(scene(60, random.nextInt(580), random.nextInt(420)), 2 * MILLI))
                    .isTrue();
        }
    }

    @Test
    void another_size_and_the_smallest_frames_open_it() {
        Frame dot = new Frame(1, 1, new byte[3], Instant.EPOCH);
        assertThat(gate.opens(scene(0, 0, 0), 0)).isTrue();
        assertThat(gate.opens(dot, MILLI)).isTrue();
        assertThat(gate.opens(dot, 2 * MILLI)).isFalse();
    }
}
