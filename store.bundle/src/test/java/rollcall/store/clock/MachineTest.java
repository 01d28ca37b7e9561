package rollcall.store.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    @TempDir
    private Path folder;

    private final Map<String, String> programs = new TreeMap<>();

    private Machine machine() {
        return new Machine(
                folder.resolve("synchronized"),
                folder.resolve("boot_id"),
                folder.resolve("rtc0"),
                command -> Optional.ofNullable(programs.get(command.get(0))));
    }

    @Test
    void timedatectl_says_whether_the_kernel_is_synchronised() {
        programs.put("timedatectl", "yes\n");
        assertThat(machine().ask()).contains(true);
        programs.put("timedatectl", "no\n");
        assertThat(machine().ask()).contains(false);
    }

    @Test
    void chrony_is_believed_where_the_kernel_does_not_know() {
        programs.put("chronyc", "Reference ID    : C0A80101 (192.168.1.1)\nLeap status     : Normal\n");
        assertThat(machine().ask()).contains(true);
        programs.put("timedatectl", "no\n");
        assertThat(machine().ask()).contains(true);
        programs.put("chronyc", "Reference ID    : 00000000 ()\nLeap status     : Not synchronised\n");
        assertThat(machine().ask()).contains(false);
    }

    @Test
    void the_status_bits_of_the_kernel_are_read() {
        programs.put("adjtimex", "         mode: 0\n       status: 8193\n");
        assertThat(machine().ask()).contains(true);
        programs.put("adjtimex", "         mode: 0\n       status: 64\n");
        assertThat(machine().ask()).contains(false);
        programs.put("adjtimex", "    status:       0x2041\n");
        assertThat(machine().ask()).contains(false);
        programs.put("adjtimex", "what?\n");
        assertThat(machine().ask()).isEmpty();
    }

    @Test
    void a_machine_without_any_of_it_says_nothing() {
        assertThat(machine().ask()).isEmpty();
        assertThat(machine().lastSet()).isEmpty();
        assertThat(machine().boot()).isEmpty();
        assertThat(machine().hasRtc()).isFalse();
    }

    @Test
    void the_files_of_the_machine_are_read() throws Exception {
        Instant at = Instant.parse("2026-11-24T07:00:00.250Z");
        Files.createFile(folder.resolve("synchronized"));
        Files.setLastModifiedTime(folder.resolve("synchronized"), FileTime.from(at));
        Files.writeString(folder.resolve("boot_id"), "0a1b\n");
        Files.createFile(folder.resolve("rtc0"));
        assertThat(machine().lastSet()).hasValue(at.toEpochMilli());
        assertThat(machine().boot()).isEqualTo("0a1b");
        assertThat(machine().hasRtc()).isTrue();
    }

    @Test
    void a_program_that_fails_or_is_not_there_says_nothing() {
        assertThat(new SystemCommands().run(List.of("no-such-program-here"))).isEmpty();
        assertThat(new SystemCommands().run(List.of("false"))).isEmpty();
        assertThat(new SystemCommands().run(List.of("echo", "yes"))).contains("yes\n");
    }
}
