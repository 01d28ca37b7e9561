package rollcall.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Whatever is done, the one who waits goes on. */
class BoundedDeedTest {
    private static final Duration SHORT = Duration.ofMillis(30);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final CompletableFuture<Boolean> hurry = new CompletableFuture<>();
    private final BoundedDeed deeds = new BoundedDeed(hurry);

    @Test
    void what_is_done_returns_its_figures() throws Exception {
        BoundedDeed.Result result = deeds.run("well", LONG, () -> Map.of("left", 3L));
        assertThat(result.figures()).containsEntry("left", 3L);
        assertThat(result.problem()).isEmpty();
    }

    @Test
    void what_is_thrown_is_told_whatever_it_is() throws Exception {
        assertThat(deeds.run("bad", LONG, () -> {
                            throw new IllegalStateException("on\npurpose");
                        })
                        .problem())
                .isEqualTo("on purpose");
        BoundedDeed.Result error = deeds.run("worse", LONG, () -> {
            throw new StackOverflowError();
        });
        assertThat(error.problem()).isEqualTo("StackOverflowError");
        assertThat(error.isAbandoned()).isFalse();
    }

    @Test
    void what_hangs_is_interrupted() throws Exception {
        BoundedDeed.Result result = deeds.run("hangs", SHORT, () -> {
            new CountDownLatch(1).await();
            return Map.of();
        });
        assertThat(result.problem()).isEqualTo("stopped only when interrupted");
        assertThat(result.isAbandoned()).isFalse();
    }

    @Test
    void what_is_deaf_is_left_behind_with_its_stack() throws Exception {
        CompletableFuture<Boolean> enough = new CompletableFuture<>();
        BoundedDeed.Result result = deeds.run("deaf", SHORT, () -> {
            enough.join();
            return Map.of("left", 3L);
        });
        enough.complete(true);
        assertThat(result.problem()).isEqualTo("did not stop and was left behind");
        assertThat(result.stack()).anyMatch(frame -> frame.contains("BoundedDeedTest"));
        assertThat(result.figures()).isEmpty();
    }

    @Test
    void who_is_in_a_hurry_does_not_wait() throws Exception {
        CountDownLatch under = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            try {
                under.await();
                hurry.complete(true);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        other.start();
        BoundedDeed.Result result = deeds.run("slow", LONG, () -> {
            under.countDown();
            new CountDownLatch(1).await();
            return Map.of();
        });
        other.join();
        assertThat(result.problem()).isEqualTo("stopped only when interrupted");
    }
}
