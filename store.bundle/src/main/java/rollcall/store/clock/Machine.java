package rollcall.store.clock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the machine says about its clock.
 *
 * @param marker the file that systemd-timesyncd touches whenever it has set the clock
 * @param bootId the file in which the kernel says which start of the machine this is
 * @param rtc the clock that runs while the machine is off, if there is one
 * @param commands programs that know whether the kernel's clock is synchronised
 */
record Machine(Path marker, Path bootId, Path rtc, Commands commands) {
    private static final List<String> TIMEDATECTL = List.of("timedatectl", "show", "-p", "NTPSynchronized", "--value");
    private static final List<String> CHRONYC = List.of("chronyc", "-n", "tracking");
    private static final List<String> ADJTIMEX = List.of("adjtimex", "--print");
    private static final Pattern STATUS = Pattern.compile("(?m)^\\s*status:\\s*(0x[0-9a-fA-F]+|[0-9]+)");

    /** The bit of the kernel's clock status that says nobody keeps it in step (adjtimex(2)). */
    private static final int STA_UNSYNC = 0x40;

    /** A Linux machine as it is. */
    static Machine linux() {
        return new Machine(
                Path.of("/run/systemd/timesync/synchronized"),
                Path.of("/proc/sys/kernel/random/boot_id"),
                Path.of("/dev/rtc0"),
                new SystemCommands());
    }

    /** When the clock was last set, by the clock itself; nothing if systemd-timesyncd does not run. */
    OptionalLong lastSet() {
        try {
            return OptionalLong.of(Files.getLastModifiedTime(marker).toMillis());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** This start of the machine; empty if the kernel does not say. */
    String boot() {
        try {
            return Files.readString(bootId, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    boolean hasRtc() {
        return Files.exists(rtc);
    }

    /**
     * Whether some program says that the clock is synchronised; nothing if none knows. Takes seconds.
     *
     * <p>A "no" of one does not end the questions: chrony may keep the clock in step without telling the kernel.
     */
    Optional<Boolean> ask() {
        Optional<Boolean> kernel =
                commands.run(TIMEDATECTL).map(text -> text.strip().equals("yes"));
        if (kernel.orElse(false)) {
            return kernel;
        }
        return commands.run(CHRONYC)
                .map(text -> text.lines()
                        .anyMatch(line -> line.startsWith("Leap status") && !line.contains("Not synchronised")))
                .or(() -> kernel)
                .or(() -> commands.run(ADJTIMEX).flatMap(Machine::status));
    }

    private static Optional<Boolean> status(String text) {
        Matcher status = STATUS.matcher(text);
        return status.find() ? Optional.of((Integer.decode(status.group(1)) & STA_UNSYNC) == 0) : Optional.empty();
    }
}
