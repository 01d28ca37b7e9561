package rollcall.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollcall alert}: what is wrong, and who is told of it. */
@Command(
        name = "alert",
        description = "List alerts, take one on, keep one quiet, try a channel.",
        mixinStandardHelpOptions = true)
final class AlertCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Parameters(
            paramLabel = "WORD",
            arity = "0..*",
            description =
                    "list (if missing), refused, test CHANNEL, ack TYPE SOURCE, silence TYPE SOURCE MINUTES REASON.")
    private List<String> words = List.of();

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        return new CommandDispatch(homeOption.home()).show("alert", words);
    }
}
