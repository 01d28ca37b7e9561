package rollcall.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.Generations;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;
import rollcall.launcher.update.Machinery;
import rollcall.launcher.update.Recovery;

/** {@code rollcall rollback}: goes back to what ran here before. */
@Command(
        name = "rollback",
        description = {
            "Go back to what ran here before: to the generation before, or to the one that is named.",
            "If the terminal does not run, the last update is undone and the next start runs what was before."
        },
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Mixin
    private OrderOption order = new OrderOption();

    @Parameters(
            paramLabel = "GENERATION",
            arity = "0..1",
            description = "Its number; ./rollcall generations tells which there are.")
    private @Nullable Integer generation;

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        Home home = homeOption.home();
        HomeFolders.prepare(home);
        try {
            Optional<ProcessLock> free = ProcessLock.tryTake(home);
            if (free.isPresent()) {
                try (ProcessLock lock = free.get()) {
                    undoStopped(home);
                }
            } else {
                PushCommand.print(new DoorClient(home)
                        .send("/updates/rollback?door=rollback&" + order.query(Duration.ZERO)
                                + (generation == null ? "" : "&generation=" + generation)));
            }
            return ExitCode.OK.number();
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.HOME_UNUSABLE, "home " + home.root() + " cannot be used: " + Reason.of(e), e);
        }
    }

    private void undoStopped(Home home) throws IOException, LauncherException {
        if (generation != null) {
            throw new LauncherException(
                    ExitCode.USAGE,
                    "a generation can be chosen while the terminal runs; without a number the last update is undone");
        }
        BundleStore store = new BundleStore(home);
        Machinery machinery = Machinery.of(
                home, store, new Generations(home, store), line -> System.err.println("rollcall: " + line));
        Recovery recovery = new Recovery(machinery, line -> System.out.println("rollcall: " + line));
        recovery.finishOrUndo(false);
        Generation now = recovery.undoLast("asked for while the terminal was stopped")
                .orElseThrow(() -> new LauncherException(
                        ExitCode.FAILED, "no update made what would start now, so there is none to undo"));
        System.out.println("the next start runs generation " + now.number() + " (" + now.reason() + ")");
    }
}
