package rollcall.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollcall audit}: who did what to the terminal, and whether nobody changed what is written about it. */
@Command(
        name = "audit",
        description =
                "Prove that the audit trail is whole (verify), or show its newest entries (list). Exit code 1 if it is not.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Parameters(paramLabel = "verify|list", description = "What to do with it.", arity = "0..1")
    private String deed = "verify";

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        return new CommandDispatch(homeOption.home()).show("audit", List.of(deed));
    }
}
