package rollcall.camera.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import rollcall.camera.Signal;

class FeedbackThreadTest {
    private final BlockingQueue<Signal> given = new LinkedBlockingQueue<>();

    private Signal next() throws InterruptedException {
        return given.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void every_device_gets_every_signal_also_after_one_that_throws() throws Exception {
        FeedbackThread thread = new FeedbackThread(List.of(
                signal -> {
                    throw new IllegalStateException("no such pin");
                },
                given::add));
        thread.start();
        thread.give(Signal.CARD_READ);
        thread.give(Signal.ACCEPTED);
        assertThat(next()).isEqualTo(Signal.CARD_READ);
        assertThat(next()).isEqualTo(Signal.ACCEPTED);
        thread.stop();
    }

    @Test
    void a_device_that_hangs_holds_nobody_up_and_old_signals_are_dropped() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        FeedbackThread thread = new FeedbackThread(List.of(signal -> {
            entered.countDown();
            free.await();
            given.add(signal);
        }));
        thread.start();
        thread.give(Signal.CARD_READ);
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 20; i++) {
            thread.give(Signal.DUPLICATE);
        }
        thread.give(Signal.ACCEPTED);
        free.countDown();
        assertThat(next()).isEqualTo(Signal.CARD_READ);
        for (int i = 0; i < 7; i++) {
            assertThat(next()).isEqualTo(Signal.DUPLICATE);
        }
        assertThat(next()).isEqualTo(Signal.ACCEPTED);
        thread.stop();
    }

    @Test
    void stopping_ends_a_device_in_the_middle_of_its_pattern() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        FeedbackThread thread = new FeedbackThread(List.of(signal -> {
            entered.countDown();
            try {
                Thread.sleep(60_000);
            } finally {
                ended.countDown();
            }
        }));
        thread.start();
        thread.give(Signal.REFUSED);
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        thread.stop();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
