package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rollcall.launcher.home.Reason;

/** {@code rollcall export}: the scans of some days as CSV or JSON. */
@Command(name = "export", description = "Write the scans of some days as CSV or JSON.", mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private static final List<String> FORMATS = List.of("csv", "json");

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Option(names = "--from", paramLabel = "YYYY-MM-DD", description = "The first day (default: today).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "YYYY-MM-DD", description = "The last day (default: today).")
    private @Nullable String to;

    @Option(names = "--format", paramLabel = "csv|json", description = "What to write (default: ${DEFAULT-VALUE}).")
    private String format = "csv";

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The file to write, replaced once all is written (default: standard output).")
    private @Nullable Path output;

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        LocalDate first = day("--from", from);
        LocalDate last = day("--to", to);
        if (first.isAfter(last)) {
            throw new LauncherException(
                    ExitCode.USAGE, "--from " + first + " is after --to " + last + "; give the earlier day first");
        }
        if (!FORMATS.contains(format)) {
            throw new LauncherException(ExitCode.USAGE, "--format " + format + ": allowed are csv and json");
        }
        List<String> arguments = List.of(first.toString(), last.toString(), format);
        CommandDispatch dispatch = new CommandDispatch(homeOption.home());
        return output == null ? dispatch.show("export", arguments) : toFile(output, dispatch, arguments);
    }

    private static int toFile(Path target, CommandDispatch dispatch, List<String> arguments)
            throws LauncherException, InterruptedException {
        try (CommandDisplay display = CommandDisplay.ofProcess();
                OutputFile file = OutputFile.open(target.toAbsolutePath(), display)) {
            int code = dispatch.run("export", arguments, file);
            if (code == ExitCode.OK.number()) {
                file.commit();
                display.accept(OutputLine.of("wrote " + file.lines() + " lines to " + target));
            }
            return code;
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.FAILED,
                    "--output " + target + " cannot be written: " + Reason.of(e) + "; choose another place",
                    e);
        }
    }

    private static LocalDate day(String option, @Nullable String text) throws LauncherException {
        try {
            return text == null ? LocalDate.now(ZoneId.systemDefault()) : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new LauncherException(
                    ExitCode.USAGE, option + " " + text + " is not a day; write it as 2026-11-24", e);
        }
    }
}
