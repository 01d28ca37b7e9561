package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rollcall.launcher.home.Reason;

/** {@code rollcall metrics}: the figures the terminal has kept. */
@Command(
        name = "metrics",
        description = "Write the figures of the last days, for Prometheus.",
        mixinStandardHelpOptions = true,
        subcommands = MetricsCommand.Export.class,
        synopsisSubcommandLabel = "COMMAND")
final class MetricsCommand {
    private MetricsCommand() {}

    /** {@code rollcall metrics export}. */
    @Command(
            name = "export",
            description =
                    "Write them as OpenMetrics with times; promtool tsdb create-blocks-from openmetrics reads it.",
            mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {
        @Mixin
        private HomeOption homeOption = new HomeOption();

        @Option(
                names = "--openmetrics",
                required = true,
                paramLabel = "FILE",
                description = "The file to write, replaced once all is written.")
        private Path file = Path.of("");

        @Override
        public Integer call() throws LauncherException, InterruptedException {
            try (CommandDisplay display = CommandDisplay.ofProcess();
                    OutputFile output = OutputFile.open(file.toAbsolutePath(), display)) {
                int code = new CommandDispatch(homeOption.home()).run("metrics", List.of("export"), output);
                if (code == ExitCode.OK.number()) {
                    output.commit();
                    display.accept(OutputLine.of("wrote " + output.lines() + " lines to " + file));
                }
                return code;
            } catch (IOException e) {
                throw new LauncherException(
                        ExitCode.FAILED,
                        "--openmetrics " + file + " cannot be written: " + Reason.of(e) + "; choose another place",
                        e);
            }
        }
    }
}
