package rollcall.camera.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import rollcall.camera.Frame;

class FrameBudgetTest {
    private static final Frame FRAME = new Frame(1, 1, new byte[3], Instant.EPOCH);

    private long nanos = -5;
    private Duration cost = Duration.ZERO;
    private boolean live = true;
    private int looked;
    private int idle;

    private final FrameBudget budget = new FrameBudget(
            new FrameHandler() {
                @Override
                public void frame(Frame frame) {
                    looked++;
                    nanos += cost.toNanos();
                }

                @Override
                public Duration rest() {
                    return Duration.ofMillis(180);
                }

                @Override
                public void idle() {
                    idle++;
                }

                @Override
                public void sourceLost() {
                    idle++;
                }

                @Override
                public void abandon() {
                    idle++;
                }
            },
            0.5,
            () -> live,
            () -> nanos);

    /** Frames that come 50 ms after each other, or later if the last one is looked at that long: the newest wins. */
    private void second() throws InterruptedException {
        looked = 0;
        idle = 0;
        long until = nanos + Duration.ofSeconds(1).toNanos();
        while (nanos < until) {
            long due = nanos + Duration.ofMillis(50).toNanos();
            budget.frame(FRAME);
            nanos = Math.max(nanos, due);
        }
    }

    @Test
    void a_fast_machine_looks_at_every_frame() throws Exception {
        cost = Duration.ofMillis(20);
        second();
        assertThat(looked).isEqualTo(20);
        assertThat(idle).isZero();
    }

    @Test
    void a_slow_one_looks_at_as_many_as_half_of_its_time_allows() throws Exception {
        cost = Duration.ofMillis(100);
        second();
        assertThat(looked).isBetween(5, 6);
        assertThat(idle).isGreaterThanOrEqualTo(5);
        cost = Duration.ofMillis(10);
        second();
        assertThat(looked).as("at once when it got faster").isGreaterThanOrEqualTo(18);
    }

    @Test
    void a_quiet_camera_rests_and_a_recording_does_not() {
        assertThat(budget.rest()).hasMillis(180);
        live = false;
        assertThat(budget.rest()).isZero();
    }

    @Test
    void no_frame_of_a_recording_is_let_go_by() throws Exception {
        live = false;
        cost = Duration.ofMillis(100);
        second();
        assertThat(looked).isEqualTo(10);
        assertThat(idle).isZero();
    }
}
