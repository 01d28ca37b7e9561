package rollcall.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollcall backup}: writes scans, photos and settings into one file. */
@Command(
        name = "backup",
        description = "Write scans, photos and settings into one ZIP file, whether the terminal runs or not.",
        mixinStandardHelpOptions = true,
        footer = {"", "Bring it back with: ./rollcall restore FILE"})
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The file to write (default: one named by the time, in data/backups of the home).")
    private @Nullable Path file;

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        return new CommandDispatch(homeOption.home()).show("backup", List.of(file == null ? "" : absolute(file)));
    }

    /** Paths on the command line are meant from where the user stands; the terminal stands elsewhere. */
    static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
