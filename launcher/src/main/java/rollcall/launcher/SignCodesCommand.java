package rollcall.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollcall sign-codes}: prints what is to stand in signed cards. */
@Command(
        name = "sign-codes",
        description = "Print a line code,signed for each code. The terminal has to run.",
        mixinStandardHelpOptions = true)
final class SignCodesCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Option(names = "--new-key", description = "Make the key first. One that is there is never replaced.")
    private boolean newKey;

    @Option(names = "--roster", paramLabel = "FILE", description = "Sign all codes of a roster.")
    private @Nullable Path roster;

    @Parameters(paramLabel = "CODE", arity = "0..*", description = "Codes to sign.")
    private List<String> codes = List.of();

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        if (!newKey && roster == null && codes.isEmpty()) {
            throw new LauncherException(
                    ExitCode.USAGE, "nothing to sign; give codes, --roster FILE or, for a first key, --new-key");
        }
        if (roster != null && !Files.isReadable(roster)) {
            throw new LauncherException(ExitCode.USAGE, "--roster " + roster + " is no file that can be read");
        }
        List<String> arguments = new ArrayList<>();
        arguments.add(newKey ? "new-key" : "");
        arguments.add(roster == null ? "" : BackupCommand.absolute(roster));
        arguments.addAll(codes);
        return new CommandDispatch(homeOption.home()).showRunning("sign-codes", arguments);
    }
}
