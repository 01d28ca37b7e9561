package rollcall.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.access.Person;
import rollcall.access.Role;

class TokensTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

    @TempDir
    private Path secrets;

    private Tokens at(Instant now) throws Exception {
        return new Tokens(secrets, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void a_token_is_shown_once_kept_as_a_hash_and_expires() throws Exception {
        Tokens tokens = at(NOW);
        String token = tokens.make("prometheus", Role.METRICS, NOW.plus(Duration.ofDays(1)));
        assertThat(token).matches("rollcall_[A-Za-z0-9_-]{43}");
        assertThat(Files.readString(secrets.resolve("tokens")))
                .doesNotContain(token)
                .startsWith("prometheus:metrics:");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.resolve("tokens"))))
                .isEqualTo("rw-------");
        assertThat(tokens.check(token)).contains(new Person("prometheus", Role.METRICS));
        assertThat(tokens.check(token + "x")).isEmpty();
        assertThat(tokens.check("")).isEmpty();
        assertThat(at(NOW.plus(Duration.ofHours(23))).check(token))
                .as("after a restart")
                .isPresent();
        assertThat(at(NOW.plus(Duration.ofDays(1))).check(token)).as("expired").isEmpty();
        assertThatThrownBy(() -> tokens.make("prometheus", Role.ADMIN, NOW)).hasMessageContaining("revoke it first");
        assertThat(tokens.list()).asString().doesNotContain(token);
        assertThat(tokens.revoke("prometheus")).isTrue();
        assertThat(tokens.check(token)).isEmpty();
        assertThat(at(NOW).check(token)).isEmpty();
        assertThat(tokens.revoke("prometheus")).isFalse();
    }

    @Test
    void the_token_of_the_command_line_opens_the_pages() throws Exception {
        Path file = secrets.resolve("admin-token");
        Files.writeString(file, "0123456789abcdef\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(at(NOW).check("0123456789abcdef")).contains(new Person("command-line", Role.ADMIN));
        assertThat(at(NOW).check("0123456789abcde")).isEmpty();
    }

    @Test
    void a_damaged_file_lets_nobody_in() throws Exception {
        Path file = secrets.resolve("tokens");
        Files.writeString(file, "prometheus:metrics:soon:abc\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> at(NOW)).hasMessageContaining("tokens line 1 is no token");
    }
}
