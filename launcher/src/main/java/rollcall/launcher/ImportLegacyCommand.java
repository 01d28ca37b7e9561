package rollcall.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollcall import-legacy}: takes over the scans of the system that was there before. */
@Command(
        name = "import-legacy",
        description = "Take over the scans of the system before this one. What was taken over already is passed over.",
        mixinStandardHelpOptions = true)
final class ImportLegacyCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Parameters(paramLabel = "PATH", description = "Its database, or the folder that has it.")
    private Path path = Path.of("");

    @Option(
            names = "--photos",
            paramLabel = "DIR",
            description = "Folder of its photos (default: where its database says).")
    private @Nullable Path photos;

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        if (!Files.exists(path)) {
            throw new LauncherException(ExitCode.USAGE, path + " does not exist; give the old database or its folder");
        }
        if (photos != null && !Files.isDirectory(photos)) {
            throw new LauncherException(
                    ExitCode.USAGE, "--photos " + photos + " is not a folder; give the folder of the old photos");
        }
        return new CommandDispatch(homeOption.home())
                .show(
                        "import-legacy",
                        List.of(BackupCommand.absolute(path), photos == null ? "" : BackupCommand.absolute(photos)));
    }
}
