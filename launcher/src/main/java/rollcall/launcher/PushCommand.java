package rollcall.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollcall push}: replaces one bundle of the running terminal. */
@Command(
        name = "push",
        description = "Replace one bundle of the running terminal by a new jar of the same symbolic name.",
        mixinStandardHelpOptions = true)
final class PushCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Parameters(paramLabel = "FILE.jar", description = "The new bundle.")
    private Path jar = Path.of("");

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        if (!Files.isRegularFile(jar)) {
            throw new LauncherException(ExitCode.USAGE, jar + " is not a file");
        }
        DoorClient.Reply reply = new DoorClient(homeOption.home()).push(jar);
        System.out.printf(
                "%s %s runs, generation %s, gap %.1f ms%n",
                reply.get("symbolicName"),
                reply.get("version"),
                reply.get("generation"),
                Long.parseLong(reply.get("gapMicros")) / 1_000.0);
        return ExitCode.OK.number();
    }
}
