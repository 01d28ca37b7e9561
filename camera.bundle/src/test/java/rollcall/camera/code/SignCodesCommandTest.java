package rollcall.camera.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.camera.code.CardCode.Valid;

class SignCodesCommandTest {
    @TempDir
    private Path home;

    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void secrets() throws Exception {
        Files.createDirectories(home.resolve("secrets"));
    }

    private int run(String... arguments) {
        lines.clear();
        return new SignCodesCommand(home).apply(List.of(arguments), lines::add);
    }

    private Path key() {
        return home.resolve("secrets/code.key");
    }

    @Test
    void a_key_is_made_once_and_what_is_signed_with_it_is_let_through() throws Exception {
        assertThat(run("new-key", "", "S-1")).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(home.resolve("secrets"))) {
            assertThat(files).containsExactly(key());
        }
        assertThat(lines.get(0)).startsWith("! ").contains("secrets/code.key");
        assertThat(lines.get(1)).isEqualTo("code,signed");
        String signed = lines.get(2).substring("S-1,".length());
        assertThat(new CardCodes("required", home).check(signed)).isEqualTo(new Valid("S-1"));
        String before = Files.readString(key());
        assertThat(before).matches("[0-9a-f]{64}\n");
        assertThat(lines).noneMatch(line -> line.contains(before.strip()));

        assertThat(run("new-key", "")).isEqualTo(1);
        assertThat(lines).singleElement().asString().startsWith("! ").contains("stays");
        assertThat(key()).hasContent(before.strip());
        assertThat(run("", "", "S-1")).isZero();
        assertThat(lines).containsExactly("code,signed", "S-1," + signed);
    }

    @Test
    void a_roster_is_signed_as_a_whole() throws Exception {
        Path roster = home.resolve("roster.csv");
        Files.writeString(
                roster,
                "\uFEFFcode,name,section\r\nS-1,\"Cruz,\nAna\",8-A\r\n\"A,\"\"1\",Ben,8-B\r\n~7,Cy,\r\nS-1,Ana,\r\n");
        assertThat(run("new-key", roster.toString(), "S-9")).isZero();
        CodeSignature signature = new CodeSignature(new KeyFile(home).read());
        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        "code,signed",
                        "S-1," + signature.sign("S-1"),
                        "\"A,\"\"1\",\"" + signature.sign("A,\"1").replace("\"", "\"\"") + "\"",
                        "\"~7\",\"" + signature.sign("~7") + "\"",
                        "S-9," + signature.sign("S-9"));
    }

    @Test
    void what_cannot_be_signed_is_said_before_anything_is_done() throws Exception {
        Path roster = home.resolve("roster.csv");
        Files.writeString(roster, "name,code\nAna,S-1\n");
        String signed = new CodeSignature(new byte[32]).sign("S-1");
        String[][] wrong = {
            {"new-key", "", ""},
            {"new-key", "", "a\nb"},
            {"new-key", "", "7".repeat(201)},
            {"new-key", "", "S-1", signed},
            {"new-key", roster.toString()},
            {"new-key", home.resolve("none.csv").toString()},
            {"new-key"},
            {"", "", "S-1"}
        };
        for (String[] arguments : wrong) {
            assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(1);
            assertThat(lines).singleElement().asString().startsWith("! ").doesNotContain("\n");
            assertThat(key()).doesNotExist();
        }
        assertThat(lines.get(0)).contains("./rollcall sign-codes --new-key");
    }
}
