package rollcall.camera.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import rollcall.camera.CameraState.Phase;
import rollcall.camera.Frame;
import rollcall.camera.FrameStream;
import rollcall.camera.UnreadableFrameException;
import rollcall.camera.recovery.Backoff;
import rollcall.camera.recovery.CameraErrors;
import rollcall.camera.recovery.Watchdog;

class CaptureLoopTest {
    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");

    private final Deque<Object> script = new ArrayDeque<>();
    private final List<String> handled = new ArrayList<>();
    private long nanos;
    private int opened;
    private int closed;

    private boolean live;
    private final List<Event> events = new ArrayList<>();
    private final CameraErrors errors = new CameraErrors(new Post());

    private final CaptureLoop loop = new CaptureLoop(
            "test:",
            new Source(),
            new Notes(),
            new Watchdog(Duration.ofSeconds(5), Duration.ofSeconds(20)),
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), () -> 0),
            errors,
            () -> nanos);

    private final class Source implements CaptureLoop.Opener {
        @Override
        public FrameStream open() throws IOException {
            return CaptureLoopTest.this.open();
        }

        @Override
        public boolean isLive() {
            return live;
        }
    }

    private final class Post implements EventAdmin {
        @Override
        public void postEvent(Event event) {
            events.add(event);
        }

        @Override
        public void sendEvent(Event event) {
            throw new UnsupportedOperationException();
        }
    }

    private double counted(String type) {
        return errors.collect().get(0).samples.stream()
                .filter(sample -> sample.name.equals("camera_errors_total") && sample.labelValues.equals(List.of(type)))
                .mapToDouble(sample -> sample.value)
                .sum();
    }

    /** Writes down what it is given. */
    private final class Notes implements FrameHandler {
        @Override
        public void frame(Frame frame) {
            handled.add("frame " + frame.bgr()[0]);
        }

        @Override
        public void idle() {
            handled.add("idle");
        }

        @Override
        public void sourceLost() {
            handled.add("lost");
        }

        @Override
        public void abandon() {
            handled.add("abandoned");
        }
    }

    /** Plays the script: a number is a frame with that value, an exception is thrown, nothing left is silence. */
    private final class ScriptedStream implements FrameStream {
        @Override
        public Optional<Frame> next(Duration patience) throws IOException {
            Object next = script.poll();
            if (next instanceof IOException failure) {
                throw failure;
            }
            return next instanceof Integer card
                    ? Optional.of(new Frame(1, 1, new byte[] {card.byteValue(), 0, 0}, NOW))
                    : Optional.empty();
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private FrameStream open() throws IOException {
        opened++;
        if (script.peek() instanceof String refusal) {
            script.poll();
            throw new IOException(refusal);
        }
        return new ScriptedStream();
    }

    private void steps(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            loop.step();
        }
    }

    @Test
    void every_frame_and_every_silence_is_handed_on() throws Exception {
        script.addAll(List.of(0, 1));
        steps(3);
        assertThat(handled).containsExactly("frame 0", "frame 1", "idle");
        assertThat(loop.state().phase()).isEqualTo(Phase.WATCHING);
        assertThat(loop.state().frames()).isEqualTo(2);
        assertThat(loop.state().lastFrame()).contains(NOW);
        loop.close();
        assertThat(handled).endsWith("abandoned");
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void an_unreadable_frame_costs_only_itself() throws Exception {
        script.addAll(List.of(1, new UnreadableFrameException("bad"), 2));
        steps(3);
        assertThat(handled).containsExactly("frame 1", "frame 2");
        assertThat(opened).isEqualTo(1);
    }

    @Test
    void a_broken_stream_is_closed_and_opened_again() throws Exception {
        script.addAll(List.of(1, new IOException("cable"), 2));
        steps(2);
        assertThat(loop.state().phase()).isEqualTo(Phase.UNAVAILABLE);
        assertThat(loop.state().message()).isEqualTo("cable");
        assertThat(closed).isEqualTo(1);
        steps(1);
        assertThat(handled).containsExactly("frame 1", "lost", "frame 2");
        assertThat(opened).isEqualTo(2);
    }

    @Test
    void a_source_that_does_not_open_is_tried_again_ever_more_slowly_but_never_given_up() throws Exception {
        List<Long> rests = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            script.add("no camera");
        }
        for (int i = 0; i < 6; i++) {
            rests.add(loop.step().toSeconds());
        }
        assertThat(rests).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
        script.add(1);
        steps(1);
        assertThat(handled).endsWith("frame 1");
    }

    @Test
    void without_frames_for_two_seconds_it_is_idle_and_then_watches_again() throws Exception {
        script.add(0);
        steps(2);
        assertThat(loop.state().phase()).isEqualTo(Phase.WATCHING);
        nanos += 2_000_000_001L;
        steps(1);
        assertThat(loop.state().phase()).isEqualTo(Phase.IDLE);
        script.add(0);
        steps(1);
        assertThat(loop.state().phase()).isEqualTo(Phase.WATCHING);
    }

    @Test
    void a_camera_that_stalls_is_opened_anew_and_a_recording_is_not() throws Exception {
        script.add(20);
        steps(1);
        nanos += Duration.ofSeconds(6).toNanos();
        steps(1);
        assertThat(loop.state().phase()).isEqualTo(Phase.IDLE);
        live = true;
        steps(1);
        assertThat(loop.state().phase()).isEqualTo(Phase.UNAVAILABLE);
        assertThat(loop.state().message()).contains("no picture for 5 s");
        assertThat(closed).isEqualTo(1);
        assertThat(counted("stalled")).isEqualTo(1);
        script.add(20);
        steps(1);
        assertThat(loop.state().phase()).isEqualTo(Phase.WATCHING);
        assertThat(opened).isEqualTo(2);
    }

    @Test
    void black_pictures_are_borne_for_a_while_and_pauses_grow_until_it_is_light() throws Exception {
        live = true;
        List<Long> rests = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            script.add(0);
            steps(1);
            nanos += Duration.ofSeconds(21).toNanos();
            script.add(0);
            rests.add(loop.step().toSeconds());
        }
        assertThat(rests).containsExactly(1L, 2L, 4L);
        assertThat(counted("black")).isEqualTo(3);
        assertThat(events).extracting(Event::getTopic).containsExactly("rollcall/camera/FAILED");
        assertThat(events.get(0).getProperty("reason")).isEqualTo("black");
        script.add(40);
        steps(1);
        assertThat(events)
                .extracting(Event::getTopic)
                .containsExactly("rollcall/camera/FAILED", "rollcall/camera/RECOVERED");
    }

    @Test
    void garbage_is_borne_ten_times_in_a_row() throws Exception {
        for (int i = 0; i < 9; i++) {
            script.add(new UnreadableFrameException("no JPEG"));
        }
        script.add(1);
        steps(10);
        assertThat(opened).isEqualTo(1);
        for (int i = 0; i < 10; i++) {
            script.add(new UnreadableFrameException("no JPEG"));
        }
        steps(10);
        assertThat(loop.state().message()).isEqualTo("10 pictures in a row cannot be read, the last because: no JPEG");
        assertThat(counted("garbage")).isEqualTo(1);
    }
}
