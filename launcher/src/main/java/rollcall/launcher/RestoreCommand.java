package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;

/** {@code rollcall restore}: brings a backup into a home whose terminal does not run, and verifies it. */
@Command(
        name = "restore",
        description = "Bring a backup back. The terminal must not run. Old data are moved aside, never deleted.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:restored",
            "1:refused, with nothing changed; or restored and not passing verify, with the way back said",
            "2:wrong command line",
            "3:the terminal runs",
            "5:the home cannot be used"
        })
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Parameters(paramLabel = "FILE", description = "The backup, as written by: ./rollcall backup")
    private Path file = Path.of("");

    @Option(
            names = "--replace",
            description = "Also where there are data already: they are kept as data.before-restore-TIME, and settings"
                    + " as NAME.before-restore.")
    private boolean replace;

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new LauncherException(ExitCode.USAGE, file + " is not a file; give a backup");
        }
        Home home = homeOption.home();
        HomeFolders.prepare(home);
        try (ProcessLock lock = ProcessLock.take(home);
                CommandDisplay display = CommandDisplay.ofProcess()) {
            Consumer<String> lines = line -> display.accept(OutputLine.of(line));
            RestoreSwitch.recover(home, lines);
            HomeFolders.prepare(home);
            RestoreSwitch change = restore(home, lines);
            lines.accept("restored " + file + " into " + home.root());
            if (Files.exists(change.before())) {
                lines.accept("the old data are in " + change.before()
                        + "; when you are sure that you do not need them, delete that folder by hand");
            }
            HomeFolders.prepare(home);
            return verify(home, change, display);
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.HOME_UNUSABLE, "home " + home.root() + " cannot be used: " + Reason.of(e), e);
        }
    }

    private RestoreSwitch restore(Home home, Consumer<String> lines) throws LauncherException, IOException {
        Restoration restoration = new Restoration(home, Clock.systemUTC(), lines);
        RestoreSwitch change;
        try {
            change = restoration.prepare(file, replace);
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.FAILED, file + " is not restored: " + Reason.of(e) + " (nothing was changed)", e);
        }
        try {
            change.commit(replace);
            change.run();
            return change;
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.HOME_UNUSABLE,
                    "the restore was cut off: " + Reason.of(e)
                            + "; the old data are whole, and the next start completes it or says why not",
                    e);
        }
    }

    private int verify(Home home, RestoreSwitch change, CommandDisplay display)
            throws LauncherException, InterruptedException, IOException {
        if (!Maintenance.possible(home)) {
            display.accept(OutputLine.of("not verified, because nothing is installed here yet; type: ./rollcall run,"
                    + " and then: ./rollcall verify"));
            return ExitCode.OK.number();
        }
        String problem;
        try {
            int code = new Maintenance(home).run("verify", List.of(), display);
            if (code == ExitCode.OK.number()) {
                return code;
            }
            problem = "exit code " + code;
        } catch (LauncherException e) {
            problem = Reason.of(e);
        }
        throw new LauncherException(
                ExitCode.FAILED, "the restored data do not pass verify (" + problem + "); " + wayBack(home, change));
    }

    private static String wayBack(Home home, RestoreSwitch change) {
        if (!Files.exists(change.before())) {
            return "try another backup with: ./rollcall restore FILE --replace";
        }
        return "the way back: mv " + home.data() + " " + home.root().resolve("data.failed") + " && mv "
                + change.before() + " " + home.data();
    }
}
