package rollcall.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rollcall.launcher.home.JsonObject;

/** {@code rollcall plan}: what an update would do. */
@Command(
        name = "plan",
        description =
                "Say what an update would do to the running terminal, and touch nothing. Exit code 1 if it would be refused.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Mixin
    private KeyOption key = new KeyOption();

    @Parameters(paramLabel = "FILE", arity = "1..64", description = "One .update file, or one or several jars.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        try (SignedFile file = SignedFile.of(files, key)) {
            JsonObject plan = new DoorClient(homeOption.home()).send("/updates/plan", file.path());
            plan.texts("changes").forEach(System.out::println);
            plan.texts("why").forEach(line -> System.out.println("restarts " + line));
            plan.texts("warnings").forEach(line -> System.out.println("note: " + line));
            plan.texts("problems").forEach(line -> System.out.println("refused: " + line));
            return plan.texts("problems").isEmpty() ? ExitCode.OK.number() : ExitCode.FAILED.number();
        }
    }
}
