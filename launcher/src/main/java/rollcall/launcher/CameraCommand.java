package rollcall.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollcall camera}: shows the measures of the nine checks live. */
@Command(
        name = "camera",
        description =
                "Print what the nine face checks measure, twice a second; ! does not pass, ? could not be measured.",
        mixinStandardHelpOptions = true)
final class CameraCommand implements Callable<Integer> {
    private static final int MOST_SECONDS = 600;

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Option(names = "--seconds", paramLabel = "N", description = "for how long, 1 to 600; default ${DEFAULT-VALUE}")
    private int seconds = 10;

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new LauncherException(ExitCode.USAGE, "--seconds " + seconds + ": allowed are 1 to " + MOST_SECONDS);
        }
        return new CommandDispatch(homeOption.home()).show("camera", List.of(String.valueOf(seconds)));
    }
}
