package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import rollcall.launcher.home.Reason;

/** {@code rollcall release}: the last step of the build, writes {@code release.json}. */
@Command(name = "release", hidden = true, description = "Write release.json of a build.")
final class ReleaseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder with bundles/ and app.bndrun.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws LauncherException {
        try {
            Release release = Release.describe(folder);
            System.out.println("release " + release.id().substring(0, 12) + " with "
                    + release.bundles().size() + " bundles");
            return ExitCode.OK.number();
        } catch (IOException e) {
            throw new LauncherException(ExitCode.FAILED, "no release in " + folder + ": " + Reason.of(e), e);
        }
    }
}
