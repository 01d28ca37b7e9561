package rollcall.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.metatype.AttributeDefinition;

class FileEditorTest {
    private static final String BEFORE = "{\"store\": {\"minutes\": 10, \"key\": \"${SECRET}\"}, \"other\": [1, true]}";

    @TempDir
    private Path home;

    private long nanos;
    private FileEditor editor;

    @BeforeEach
    void files() throws Exception {
        Files.createDirectories(home.resolve("etc"));
        Files.createDirectories(home.resolve("data"));
        Files.writeString(file(), BEFORE);
        editor = editor();
    }

    private Path file() {
        return home.resolve("etc/config.json");
    }

    private FileEditor editor() {
        Schema schema = new Schema();
        schema.add(
                "store",
                new FakeSection()
                        .number("minutes", 0, 1_440, "minutes, 0 to 1440")
                        .with("key", AttributeDefinition.STRING, "a key")
                        .list("names", "names"));
        return new FileEditor(home, () -> schema, name -> "hidden", key -> Optional.empty(), () -> nanos);
    }

    @Test
    void a_change_that_nobody_confirms_goes_back_after_five_minutes() throws Exception {
        editor.apply("ana", Map.of("store.minutes", List.of("20")));
        assertThat(file())
                .content()
                .contains("\"minutes\": 20", "${SECRET}", "\"other\"")
                .doesNotContain("hidden");
        assertThat(editor.unconfirmed()).hasValueSatisfying(waiting -> {
            assertThat(waiting.who()).isEqualTo("ana");
            assertThat(waiting.keys()).containsExactly("store.minutes");
            assertThat(waiting.left()).hasMinutes(5);
        });
        nanos += TimeUnit.SECONDS.toNanos(299);
        editor.step();
        assertThat(file()).content().contains("20");
        nanos += TimeUnit.SECONDS.toNanos(1);
        editor.step();
        assertThat(file()).content().isEqualTo(BEFORE);
        assertThat(editor.unconfirmed()).isEmpty();
    }

    @Test
    void a_confirmed_change_stays_also_over_a_start() throws Exception {
        editor.apply("ana", Map.of("store.minutes", List.of("20")));
        assertThat(editor.confirm()).isTrue();
        nanos += TimeUnit.HOURS.toNanos(1);
        editor.step();
        editor().start();
        assertThat(file()).content().contains("20");
        assertThat(editor.confirm()).isFalse();
        assertThat(editor.goBack()).isFalse();
    }

    @Test
    void a_start_goes_back_to_what_was_before_an_unconfirmed_change() throws Exception {
        editor.apply("ana", Map.of("store.minutes", List.of("20")));
        editor().start();
        assertThat(file()).content().isEqualTo(BEFORE);
    }

    @Test
    void an_empty_value_takes_the_key_out_and_a_new_key_is_put_in() throws Exception {
        editor.apply("ana", Map.of("store.minutes", List.of(), "store.names", List.of("a", "b")));
        assertThat(file()).content().doesNotContain("minutes").contains("\"names\": [ \"a\", \"b\" ]");
    }

    @Test
    void what_no_bundle_allows_changes_nothing() throws Exception {
        for (Map<String, List<String>> wrong : List.of(
                Map.of("store.minutes", List.of("5000")),
                Map.of("store.minutes", List.of("many")),
                Map.of("store.unheard", List.of("1")),
                Map.of("nowhere", List.of("1")))) {
            assertThat(editor.problems(wrong)).as(wrong.toString()).hasSize(1);
            assertThatThrownBy(() -> editor.apply("ana", wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(file()).content().isEqualTo(BEFORE);
        editor.apply("ana", Map.of("store.minutes", List.of("20")));
        assertThatThrownBy(() -> editor.apply("ben", Map.of("store.minutes", List.of("30"))))
                .hasMessageContaining("still waits");
    }
}
