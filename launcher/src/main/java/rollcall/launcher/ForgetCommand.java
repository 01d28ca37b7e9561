package rollcall.launcher;

import java.io.Console;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollcall forget}: removes what is stored about one student. */
@Command(
        name = "forget",
        description = "Remove what is stored about one student, for good. Asks for the code a second time.",
        mixinStandardHelpOptions = true)
final class ForgetCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Parameters(paramLabel = "CODE", description = "The code on the student's card.")
    private String code = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        if (!yes) {
            confirm();
        }
        return new CommandDispatch(homeOption.home()).show("forget", List.of(code));
    }

    private void confirm() throws LauncherException {
        Console console = Person.console()
                .orElseThrow(() -> new LauncherException(
                        ExitCode.USAGE, "forget asks before it removes anything and there is no terminal; add --yes"));
        String again = console.readLine("This cannot be undone. Type the code again: ");
        if (again == null || !again.strip().equals(code)) {
            throw new LauncherException(ExitCode.USAGE, "the codes differ; nothing was removed");
        }
    }
}
