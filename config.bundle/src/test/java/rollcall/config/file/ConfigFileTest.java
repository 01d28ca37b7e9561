package rollcall.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.metatype.AttributeDefinition;

class ConfigFileTest {
    private static final String GOOD = """
            {
              "camera": {
                "source": "demo",
                "rate": "30",
                "flip": true,
                "resolution": {"width": 640},
                "modes": ["a", "b"]
              },
              "sms": {"enabled": "true", "numbers": ["1", "2"]},
              "device_id": "gate-1"
            }
            """;

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> overrides = new HashMap<>();
    private final List<Map<String, Map<String, Object>>> applied = new ArrayList<>();
    private Schema schema = new Schema();
    private long nanos;
    private ConfigFile config;

    @BeforeEach
    void prepare() throws Exception {
        Files.createDirectories(home.resolve("etc"));
        Files.createDirectories(home.resolve("data"));
        schema.add(
                "camera",
                new FakeSection()
                        .required("source", "Where frames come from")
                        .number("rate", 1, 60, "Frames per second, 1 to 60")
                        .number("resolution.width", 160, 4096, "Columns, 160 to 4096")
                        .with("flip", AttributeDefinition.BOOLEAN, "true or false")
                        .with("api_key", AttributeDefinition.INTEGER, "A number")
                        .list("modes", "Modes"));
        config = make();
    }

    private ConfigFile make() {
        return new ConfigFile(
                home,
                () -> schema,
                environment::get,
                key -> Optional.ofNullable(overrides.get(key)),
                applied::add,
                () -> nanos);
    }

    private void write(String text) throws Exception {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] content) throws Exception {
        Path fresh = home.resolve("etc/config.json.new");
        Files.write(fresh, content);
        Files.move(fresh, home.resolve("etc/config.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Lets the time pass in which a half-written file is forgiven. */
    private void look() {
        config.step();
        nanos += 1_000_000_001L;
        config.step();
    }

    @Test
    void sections_become_typed_values_with_joined_keys() throws Exception {
        write(GOOD);
        config.start();
        assertThat(config.problems()).isEmpty();
        Map<String, Object> camera = applied.get(0).get("camera");
        assertThat(camera)
                .containsEntry("source", "demo")
                .containsEntry("rate", 30)
                .containsEntry("flip", true)
                .containsEntry("resolution.width", 640)
                .containsEntry("modes", new String[] {"a", "b"});
        assertThat(applied.get(0).get("sms")).containsEntry("enabled", "true");
        assertThat(applied.get(0).get("terminal")).containsEntry("device_id", "gate-1");
    }

    @Test
    void a_change_is_seen_at_the_next_look_and_once() throws Exception {
        write(GOOD);
        config.start();
        write(GOOD.replace("30", "31"));
        config.step();
        config.step();
        assertThat(applied).hasSize(2);
        assertThat(applied.get(1).get("camera")).containsEntry("rate", 31);
    }

    @Test
    void a_file_torn_at_any_byte_keeps_the_last_good_one_whole() throws Exception {
        write(GOOD);
        config.start();
        byte[] whole = GOOD.strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            write(Arrays.copyOf(whole, length));
            look();
            assertThat(config.problems()).as("torn after %d bytes", length).isNotEmpty();
        }
        assertThat(applied).hasSize(1);
    }

    @Test
    void a_file_that_is_whole_again_within_a_second_was_never_a_problem() throws Exception {
        write(GOOD);
        config.start();
        write("{\"camera\"");
        config.step();
        assertThat(config.problems()).isEmpty();
        write(GOOD.replace("30", "31"));
        config.step();
        assertThat(applied).hasSize(2);
    }

    @Test
    void a_restart_with_a_torn_file_uses_the_last_good_one() throws Exception {
        write(GOOD);
        config.start();
        write("{");
        config = make();
        config.start();
        assertThat(applied).hasSize(2);
        assertThat(applied.get(1)).usingRecursiveComparison().isEqualTo(applied.get(0));
        assertThat(config.problems()).isNotEmpty();
    }

    @Test
    void a_first_start_with_a_torn_file_applies_nothing_until_it_is_mended() throws Exception {
        write("{\"camera\": {");
        config.start();
        assertThat(applied).isEmpty();
        write(GOOD);
        config.step();
        assertThat(applied).hasSize(1);
    }

    @Test
    void a_missing_file_is_a_problem_too() {
        config.start();
        assertThat(applied).isEmpty();
        assertThat(config.problems()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"30\"        | 61      | line 4: camera.rate = 61 is greater than allowed: Frames per second, 1 to 60",
                "\"30\"        | 0       | line 4: camera.rate = 0 is less than allowed: Frames per second, 1 to 60",
                "\"30\"        | \"ten\" | line 4: camera.rate = ten is not a whole number: Frames per second, 1 to 60",
                "\"30\"        | [1]     | line 4: camera.rate = [1] is a list where one value is expected: Frames per second, 1 to 60",
                "\"30\"        | null    | line 4: camera.rate is null; write a value or remove the key",
                "true          | \"yes\" | line 5: camera.flip = yes is neither true nor false: true or false",
                "\"flip\": true| \"api_key\": \"hush\" | line 5: camera.api_key = *** is not a whole number: A number",
                "\"rate\"      | \"source\"| line 4: camera.source stands there twice; keep one of them",
                "\"source\"    | \"sauce\"| camera.source is missing: Where frames come from",
            })
    void a_bad_value_names_line_key_value_and_range_and_nothing_is_applied(String old, String bad, String complaint)
            throws Exception {
        write(GOOD.replace(old, bad));
        config.start();
        assertThat(config.problems()).contains(complaint);
        assertThat(applied).isEmpty();
    }

    @Test
    void variables_come_from_the_environment_and_an_unset_one_is_a_problem() throws Exception {
        write(GOOD.replace("demo", "http://${CAMERA_HOST}/"));
        config.start();
        assertThat(config.problems())
                .containsExactly("line 3: camera.source needs the environment variable CAMERA_HOST, which is not set;"
                        + " set it or write the value there");
        environment.put("CAMERA_HOST", "gate$1");
        config.again();
        assertThat(applied.get(0).get("camera")).containsEntry("source", "http://gate$1/");
    }

    @Test
    void the_command_line_wins_over_the_file() throws Exception {
        overrides.put("camera.source", "dir:/frames");
        overrides.put("camera.rate", "5");
        write(GOOD);
        config.start();
        assertThat(applied.get(0).get("camera"))
                .containsEntry("source", "dir:/frames")
                .containsEntry("rate", 5);
    }

    @Test
    void a_section_whose_bundle_is_being_replaced_keeps_types_and_overrides() throws Exception {
        overrides.put("camera.source", "dir:/frames");
        write(GOOD);
        config.start();
        schema = new Schema();
        config.again();
        assertThat(applied.get(1)).usingRecursiveComparison().isEqualTo(applied.get(0));
    }

    @Test
    void keys_nobody_knows_do_no_harm_and_the_likely_meant_one_is_named() throws Exception {
        Checked checked = Checked.of(
                ConfigText.parse(
                        "{\"camera\": {\"source\": \"demo\", \"rtae\": 3}, \"x\": {}}".getBytes(StandardCharsets.UTF_8),
                        name -> null),
                schema,
                key -> Optional.empty());
        assertThat(checked.problems()).isEmpty();
        assertThat(checked.remarks())
                .containsExactlyInAnyOrder(
                        "line 1: camera.rtae is not known; is rate meant?",
                        "no installed bundle reads the sections [x]");
    }

    @Test
    void a_file_made_to_hurt_is_refused() throws Exception {
        for (String text : new String[] {
            "{\"camera\": " + "{\"a\": ".repeat(50) + "1" + "}".repeat(51),
            "{\"camera\": {\"source\": \"" + "x".repeat(2_000_000) + "\"}}",
            "[]",
            GOOD + "{}"
        }) {
            write(text);
            config = make();
            config.start();
            assertThat(config.problems()).isNotEmpty();
        }
        assertThat(applied).isEmpty();
    }
}
