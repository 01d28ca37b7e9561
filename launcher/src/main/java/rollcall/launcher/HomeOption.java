package rollcall.launcher;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rollcall.launcher.home.Home;

/** The {@code --home} that every command has. */
final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Folder of the installation (default: $ROLLCALL_HOME, else ./home).")
    private @Nullable Path folder;

    Home home() {
        String environment = System.getenv("ROLLCALL_HOME");
        if (folder != null) {
            return new Home(folder);
        }
        return new Home(Path.of(environment == null || environment.isBlank() ? "home" : environment));
    }
}
