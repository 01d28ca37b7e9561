package rollcall.access.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.access.Person;
import rollcall.access.Role;

class AccountsTest {
    /** Made with Python's hashlib.pbkdf2_hmac('sha256', b'correct horse', b'0123456789abcdef', 1000). */
    private static final String KNOWN_HASH = "cBg8D2DungRB9k76szThf5ehfyBz991ay6PT8Srwk4M";

    @TempDir
    private Path secrets;

    private Accounts open(Optional<String> given) throws IOException {
        return new Accounts(secrets, new PasswordHash(10), given);
    }

    private Accounts open() throws IOException {
        return open(Optional.empty());
    }

    @Test
    void the_first_start_makes_an_admin_whose_password_only_the_owner_can_read() throws Exception {
        Accounts accounts = open();
        Path first = secrets.resolve("admin-password");
        String password = Files.readString(first).strip();
        assertThat(password).matches("([a-z2-9]{5}-){3}[a-z2-9]{5}");
        for (Path file : List.of(first, secrets.resolve("accounts"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(accounts.check("admin", password)).contains(new Person("admin", Role.ADMIN));
        assertThat(accounts.check("admin", password + "x")).isEmpty();
        assertThat(accounts.check("nobody", password)).isEmpty();
        assertThat(Files.readString(secrets.resolve("accounts"))).doesNotContain(password);
        assertThat(open().check("admin", password)).as("after a restart").isPresent();
        assertThat(Files.readString(first).strip())
                .as("the second start makes no other")
                .isEqualTo(password);
    }

    @Test
    void the_environment_says_the_password_of_admin() throws Exception {
        open();
        Accounts accounts = open(Optional.of("from the environment"));
        assertThat(accounts.check("admin", "from the environment")).isPresent();
        assertThatThrownBy(() -> open(Optional.of("short"))).hasMessageContaining("8 to 128");
    }

    @Test
    void accounts_are_made_changed_and_removed_but_never_the_last_admin() throws Exception {
        Accounts accounts = open();
        accounts.set("front-desk", Role.VIEWER, "see and be seen");
        assertThat(accounts.check("front-desk", "see and be seen")).contains(new Person("front-desk", Role.VIEWER));
        accounts.set("front-desk", Role.OPERATOR, "another one");
        assertThat(open().check("front-desk", "see and be seen")).isEmpty();
        assertThat(open().check("front-desk", "another one")).contains(new Person("front-desk", Role.OPERATOR));
        assertThat(accounts.remove("front-desk")).isTrue();
        assertThat(accounts.remove("front-desk")).isFalse();
        assertThat(open().list()).containsExactly(new Person("admin", Role.ADMIN));
        assertThatThrownBy(() -> accounts.remove("admin")).hasMessageContaining("nobody else is admin");
        for (String password : List.of("seven77", "x".repeat(129), "longname")) {
            assertThatThrownBy(() -> accounts.set("longname", Role.VIEWER, password))
                    .hasMessageContaining("8 to 128");
        }
        assertThatThrownBy(() -> accounts.set("a:b", Role.VIEWER, "long enough"))
                .hasMessageContaining("letters");
    }

    @Test
    void a_hash_made_elsewhere_is_understood_and_made_anew_when_it_is_old() throws Exception {
        String hash = "$pbkdf2-sha256$i=1000$MDEyMzQ1Njc4OWFiY2RlZg$" + KNOWN_HASH;
        Path file = secrets.resolve("accounts");
        Files.writeString(file, "# by hand\nadmin:admin:" + hash + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(open().check("admin", "correct horse")).isPresent();
        assertThat(Files.readString(file)).doesNotContain(hash).contains("i=10$");
        assertThat(open().check("admin", "correct horse")).isPresent();
    }

    @Test
    void a_file_that_is_damaged_or_open_to_others_lets_nobody_in() throws Exception {
        Path file = secrets.resolve("accounts");
        Files.writeString(file, "admin:admin\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(this::open).hasMessageContaining("accounts line 1 is no account");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(this::open).hasMessageContaining("chmod 600");
    }
}
