package rollcall.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollcall sync}: what waits for the far ends, and what to do about it. */
@Command(
        name = "sync",
        description = "Tell what waits for the far ends, try them at once, look after what they refused.",
        mixinStandardHelpOptions = true)
final class SyncCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Parameters(
            paramLabel = "WORD",
            arity = "0..*",
            description = "now, status (if missing), quarantine, requeue ID, requeue all, drop TARGET, roster,"
                    + " roster accept, roster discard, messages,"
                    + " messages stop CODE, messages start CODE.")
    private List<String> words = List.of();

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        return new CommandDispatch(homeOption.home()).show("sync", words);
    }
}
