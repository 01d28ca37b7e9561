package rollcall.camera.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.camera.Signal;

/** Lights, buzzers and sounds on a board that is a folder, and with programs that write down how they were called. */
class DevicesTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    /** A configuration with the defaults but for some values. */
    private static <T extends Annotation> T config(Class<T> type, Map<String, Object> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    /** As a Raspberry Pi with a newer kernel has it: the pins begin at 512. */
    private Path board() throws IOException {
        Path root = Files.createDirectories(folder.resolve("gpio"));
        Files.writeString(root.resolve("export"), "");
        Files.writeString(root.resolve("unexport"), "");
        for (String[] chip :
                new String[][] {{"gpiochip512", "pinctrl-bcm2711", "512"}, {"gpiochip570", "raspberrypi-exp", "570"}}) {
            Path made = Files.createDirectories(root.resolve(chip[0]));
            Files.writeString(made.resolve("label"), chip[1] + "\n");
            Files.writeString(made.resolve("base"), chip[2] + "\n");
        }
        for (int pin : new int[] {23, 26, 6, 24}) {
            Path made = Files.createDirectories(root.resolve("gpio" + (512 + pin)));
            Files.writeString(made.resolve("direction"), "in");
            Files.writeString(made.resolve("value"), "0");
        }
        return root;
    }

    private static String value(Path board, int pin) throws IOException {
        return Files.readString(board.resolve("gpio" + (512 + pin)).resolve("value"));
    }

    private static void await(String what, java.util.concurrent.Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    @Test
    void a_buzzer_sounds_its_pattern_and_is_silent_afterwards() throws Exception {
        Path board = board();
        Pins pins = new Pins(new SysfsGpio(board), "gpioset-that-is-not-there");
        BuzzerFeedback buzzer =
                new BuzzerFeedback(pins, config(BuzzerConfig.class, Map.of("success__pattern", new int[] {300, 1, 1})));
        assertThat(Files.readString(board.resolve("gpio535/direction"))).isEqualTo("low");
        Thread sounding = new Thread(() -> {
            try {
                buzzer.give(Signal.ACCEPTED);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        sounding.start();
        await("the sound", () -> value(board, 23).equals("1"));
        sounding.interrupt();
        sounding.join();
        assertThat(value(board, 23)).isEqualTo("0");
        buzzer.close();
        assertThat(Files.readString(board.resolve("unexport"))).isEqualTo("535");
    }

    @Test
    void a_light_shows_the_colour_and_goes_dark() throws Exception {
        Path board = board();
        Pins pins = new Pins(new SysfsGpio(board), "gpioset-that-is-not-there");
        LedFeedback light = new LedFeedback(pins, config(LedConfig.class, Map.of("hold__duration__ms", 400)));
        light.give(Signal.LATE);
        assertThat(List.of(value(board, 26), value(board, 6), value(board, 24))).containsExactly("1", "1", "0");
        light.give(Signal.ACCEPTED);
        assertThat(List.of(value(board, 26), value(board, 6), value(board, 24))).containsExactly("0", "1", "0");
        await("darkness", () -> value(board, 6).equals("0"));
        light.give(Signal.REFUSED);
        assertThat(value(board, 26)).isEqualTo("1");
        light.close();
        assertThat(value(board, 26)).isEqualTo("0");
    }

    @Test
    void a_machine_without_pins_is_no_error() throws Exception {
        Pins pins = new Pins(new SysfsGpio(folder.resolve("nothing")), "gpioset-that-is-not-there");
        assertThat(pins.gpio()).isEmpty();
        BuzzerFeedback buzzer = new BuzzerFeedback(pins, config(BuzzerConfig.class, Map.of()));
        LedFeedback light = new LedFeedback(pins, config(LedConfig.class, Map.of()));
        for (Signal signal : Signal.values()) {
            buzzer.give(signal);
            light.give(signal);
        }
        buzzer.close();
        light.close();
    }

    @Test
    void a_pin_that_cannot_be_used_is_no_error_either() throws Exception {
        Path board = board();
        Files.delete(board.resolve("gpio535/direction"));
        Files.delete(board.resolve("gpio535/value"));
        Files.delete(board.resolve("gpio535"));
        Pins pins = new Pins(new SysfsGpio(board), "gpioset-that-is-not-there");
        BuzzerFeedback buzzer = new BuzzerFeedback(pins, config(BuzzerConfig.class, Map.of()));
        buzzer.give(Signal.REFUSED);
        buzzer.close();
    }

    private String gpioset(String version) throws IOException {
        Path calls = folder.resolve("calls");
        Path program = Files.writeString(
                folder.resolve("gpioset"),
                "#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'gpioset (libgpiod) " + version + "'; exit; fi\n"
                        + "echo \"$@\" >> '" + calls + "'\nexec sleep 60\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program.toString();
    }

    @Test
    void without_sysfs_the_pins_are_held_by_gpioset_of_either_version() throws Exception {
        for (String[] version :
                new String[][] {{"v1.6.3", "--mode=signal gpiochip0 23="}, {"v2.1", "-c gpiochip0 23="}}) {
            Pins pins = new Pins(new SysfsGpio(folder.resolve("nothing")), gpioset(version[0]));
            Gpio.Line line = pins.gpio().orElseThrow().open(23);
            line.set(true);
            Path calls = folder.resolve("calls");
            await(
                    "the call",
                    () -> Files.exists(calls) && Files.readString(calls).contains(version[1] + "1"));
            line.close();
            await(
                    "the last call",
                    () -> Files.readAllLines(calls).size() == 3
                            || Files.readString(calls).endsWith("0\n"));
            Files.delete(calls);
        }
        assertThat(ProcessHandle.current()
                        .descendants()
                        .filter(process -> process.info()
                                .arguments()
                                .map(arguments -> String.join(" ", arguments).equals("60"))
                                .orElse(false)))
                .isEmpty();
    }

    @Test
    void a_sound_is_played_if_there_is_a_file() throws Exception {
        Path sounds = Files.createDirectories(folder.resolve("sounds"));
        Files.writeString(sounds.resolve("accepted.wav"), "RIFF");
        Path played = folder.resolve("played");
        Path player = Files.writeString(folder.resolve("player"), "#!/bin/sh\necho \"$@\" >> '" + played + "'\n");
        Files.setPosixFilePermissions(player, PosixFilePermissions.fromString("rwxr-xr-x"));
        SoundFeedback sound =
                new SoundFeedback(sounds, config(SoundConfig.class, Map.of("enabled", true, "player", new String[] {
                    player.toString(), "-q"
                })));
        sound.give(Signal.ACCEPTED);
        sound.give(Signal.REFUSED);
        assertThat(Files.readAllLines(played)).containsExactly("-q " + sounds.resolve("accepted.wav"));
        SoundFeedback silent = new SoundFeedback(
                sounds, config(SoundConfig.class, Map.of("enabled", true, "player", new String[] {"/nowhere/aplay"})));
        assertThatThrownBy(() -> silent.give(Signal.ACCEPTED)).hasMessageContaining("sudo apt install alsa-utils");
    }
}
