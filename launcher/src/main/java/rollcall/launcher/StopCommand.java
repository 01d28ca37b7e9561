package rollcall.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;

/** {@code rollcall stop}: ends the running terminal in order, and waits for that. */
@Command(
        name = "stop",
        description = "Stop the running terminal in order and wait until it has. Exit code 1 if none runs.",
        mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
    /** Beyond what the stop may take by its own word. */
    private static final Duration MORE = Duration.ofSeconds(10);

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        Home home = homeOption.home();
        Duration patience =
                MORE.plusMillis(Long.parseLong(new DoorClient(home).stop().get("timeout_ms")));
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            Optional<ProcessLock> lock = ProcessLock.tryTake(home);
            if (lock.isPresent()) {
                release(home, lock.get());
                System.out.println("stopped");
                return ExitCode.OK.number();
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new LauncherException(
                ExitCode.FAILED,
                "the terminal was told to stop and process " + ProcessLock.holder(home) + " still runs after "
                        + patience.toSeconds() + " s; end it with: kill -9 " + ProcessLock.holder(home));
    }

    private static void release(Home home, ProcessLock lock) throws LauncherException {
        try {
            lock.close();
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.HOME_UNUSABLE, "home " + home.root() + " cannot be used: " + Reason.of(e), e);
        }
    }
}
