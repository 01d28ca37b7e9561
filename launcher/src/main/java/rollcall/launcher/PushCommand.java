package rollcall.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rollcall.launcher.home.JsonObject;
import rollcall.launcher.update.Order;

/** {@code rollcall push}: puts an update into the running terminal. */
@Command(
        name = "push",
        description = {
            "Put an update into the running terminal: a signed update file, or jars, which are signed with your key.",
            "An update file is on probation for 10 minutes, jars are kept as soon as they run."
        },
        mixinStandardHelpOptions = true)
final class PushCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Mixin
    private KeyOption key = new KeyOption();

    @Mixin
    private OrderOption order = new OrderOption();

    @Parameters(paramLabel = "FILE", arity = "1..64", description = "One .update file, or one or several jars.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        try (SignedFile file = SignedFile.of(files, key)) {
            JsonObject outcome = new DoorClient(homeOption.home())
                    .send(
                            "/updates?door=push&" + order.query(file.made() ? Duration.ZERO : Order.USUAL_PROBATION),
                            file.path());
            print(outcome);
            return ExitCode.OK.number();
        }
    }

    /** What became of an update, for people. */
    static void print(JsonObject outcome) {
        System.out.printf(
                "%s runs, generation %d, gap %.1f ms%n",
                outcome.text("words").replaceFirst("^update [0-9]+: ", ""),
                outcome.number("generation"),
                outcome.number("gapMicros") / 1_000.0);
        outcome.object("plan").texts("warnings").forEach(line -> System.out.println("note: " + line));
        if (!outcome.text("probationUntil").isEmpty()) {
            System.out.println(
                    "on probation until " + outcome.text("probationUntil") + "; how it ends: ./rollcall updates");
        }
    }
}
