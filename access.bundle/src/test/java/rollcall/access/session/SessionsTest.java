package rollcall.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rollcall.access.Person;
import rollcall.access.Role;
import rollcall.access.Visit;

class SessionsTest {
    private static final Person ANA = new Person("ana", Role.OPERATOR);

    private long nanos = Long.MAX_VALUE - 5;
    private final Sessions sessions = new Sessions(Duration.ofMinutes(15), Duration.ofHours(12), () -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void a_session_ends_when_it_is_idle_and_after_its_longest_time() {
        String reference = sessions.begin(ANA, "here");
        for (int i = 0; i < 12 * 60 / 14; i++) {
            pass(Duration.ofMinutes(14));
            assertThat(sessions.use(reference)).contains(ANA);
        }
        pass(Duration.ofMinutes(14));
        assertThat(sessions.use(reference)).as("12 hours").isEmpty();
        String other = sessions.begin(ANA, "here");
        pass(Duration.ofMinutes(15));
        assertThat(sessions.use(other)).as("idle").isEmpty();
    }

    @Test
    void each_begins_with_another_reference_and_can_be_ended() {
        String first = sessions.begin(ANA, "here");
        String second = sessions.begin(ANA, "there");
        assertThat(first).hasSize(43).isNotEqualTo(second);
        assertThat(sessions.list()).hasSize(2).noneMatch(seen -> seen.id().equals(first));
        assertThat(sessions.use("made-up")).isEmpty();
        sessions.end(first);
        assertThat(sessions.use(first)).isEmpty();
        String id = sessions.list().get(0).id();
        assertThat(sessions.use(id)).as("an id opens nothing").isEmpty();
        assertThat(sessions.revoke(id)).isTrue();
        assertThat(sessions.use(second)).isEmpty();
        String third = sessions.begin(ANA, "here");
        sessions.revokeAll("ana");
        assertThat(sessions.use(third)).isEmpty();
    }

    @Test
    void of_too_many_the_one_unused_for_longest_ends() {
        String first = sessions.begin(ANA, "here");
        String second = sessions.begin(ANA, "here");
        for (int i = 0; i < 198; i++) {
            sessions.begin(ANA, "here");
        }
        sessions.use(first);
        sessions.begin(ANA, "here");
        assertThat(sessions.use(first)).isPresent();
        assertThat(sessions.use(second)).isEmpty();
    }

    @Test
    void the_cookie_is_another_one_over_tls() {
        Visit plain = new Visit("GET", "/", false, "127.0.0.1", Map.of("cookie", "a=b; rollcall=R; __Host-rollcall=S"));
        Visit secure = new Visit("GET", "/", true, "10.0.0.9", Map.of("cookie", "a=b; rollcall=R; __Host-rollcall=S"));
        assertThat(Cookie.reference(plain)).contains("R");
        assertThat(Cookie.reference(secure)).contains("S");
        assertThat(Cookie.reference(new Visit("GET", "/", true, "x", Map.of("cookie", "rollcall=R"))))
                .isEqualTo(Optional.empty());
        assertThat(Cookie.set("S", true)).isEqualTo("__Host-rollcall=S; Path=/; HttpOnly; SameSite=Strict; Secure");
    }
}
