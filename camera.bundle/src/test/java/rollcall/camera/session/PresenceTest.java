package rollcall.camera.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private static final long SECOND = 1_000_000_000L;

    private final Presence presence = new Presence(Duration.ofSeconds(2));

    @Test
    void a_card_arrives_once_while_it_is_held_up() {
        assertThat(presence.arrives("A", 0)).isTrue();
        assertThat(presence.arrives("A", SECOND)).isFalse();
        assertThat(presence.arrives("A", 3 * SECOND))
                .as("seen again just in time")
                .isFalse();
    }

    @Test
    void a_card_that_was_away_arrives_anew() {
        presence.arrives("A", 0);
        assertThat(presence.arrives("A", 2 * SECOND + 1)).isTrue();
    }

    @Test
    void two_cards_in_turn_arrive_once_each() {
        assertThat(presence.arrives("A", 0)).isTrue();
        assertThat(presence.arrives("B", 1)).isTrue();
        assertThat(presence.arrives("A", 2)).isFalse();
        assertThat(presence.arrives("B", 3)).isFalse();
    }

    @Test
    void a_forgotten_card_arrives_anew() {
        presence.arrives("A", 0);
        presence.forget("A");
        assertThat(presence.arrives("A", 1)).isTrue();
    }

    @Test
    void a_flood_of_cards_does_not_grow_the_memory_for_ever() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(presence.arrives("C" + i, i)).isTrue();
        }
        assertThat(presence.arrives("C0", 10_001)).as("long forgotten").isTrue();
        assertThat(presence.arrives("C9999", 10_002)).isFalse();
    }
}
