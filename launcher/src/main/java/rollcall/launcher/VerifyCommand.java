package rollcall.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rollcall verify}: proves that what is stored is whole. */
@Command(
        name = "verify",
        description = "Prove that the database and the photos are whole. Exit code 1 if they are not.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        return new CommandDispatch(homeOption.home()).show("verify", List.of());
    }
}
