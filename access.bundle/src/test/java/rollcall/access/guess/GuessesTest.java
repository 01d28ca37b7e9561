package rollcall.access.guess;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuessesTest {
    private long nanos;
    private final Guesses guesses = new Guesses(() -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void an_account_waits_longer_each_time_and_never_for_good() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            guesses.wrong("ana", "address " + i);
            long seconds = guesses.wait("ana", "another").orElseThrow().toSeconds();
            waits.add(seconds);
            pass(Duration.ofSeconds(seconds));
            assertThat(guesses.wait("ana", "another")).isEmpty();
        }
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
        guesses.right("ana");
        guesses.wrong("ana", "address");
        assertThat(guesses.wait("ana", "another").orElseThrow()).hasSeconds(1);
    }

    @Test
    void an_address_may_be_wrong_ten_times_a_minute_whatever_the_account() {
        for (int i = 0; i < Guesses.MOST_A_MINUTE; i++) {
            assertThat(guesses.wait("account " + i, "a")).isEmpty();
            guesses.wrong("account " + i, "a");
        }
        assertThat(guesses.wait("fresh", "a").orElseThrow()).hasSeconds(60);
        assertThat(guesses.wait("fresh", "b")).isEmpty();
        pass(Duration.ofSeconds(60));
        assertThat(guesses.wait("fresh", "a")).isEmpty();
    }

    @Test
    void a_flood_of_names_takes_bounded_memory_and_hides_no_other() {
        for (int i = 0; i < 5_000; i++) {
            guesses.wrong("account " + i, "address " + i);
        }
        guesses.wrong("ana", "a");
        assertThat(guesses.wait("ana", "b")).isPresent();
        assertThat(guesses.wait("account 0", "b")).as("forgotten long ago").isEmpty();
    }
}
