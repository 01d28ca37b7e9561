package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rollcall.launcher.home.Reason;
import rollcall.launcher.trust.SigningKey;

/** The {@code --key} of commands that sign. */
final class KeyOption {
    /** What {@code keygen} calls a key if nobody says otherwise. */
    static final String DEFAULT_NAME = "developer";

    @Option(
            names = "--key",
            paramLabel = "NAME.key",
            description = "Key to sign with (default: $ROLLCALL_KEY, else ~/.config/rollcall/developer.key).")
    private @Nullable Path file;

    /** Where a person's own keys are. */
    static Path folder() {
        return Path.of(System.getProperty("user.home", "."), ".config", "rollcall");
    }

    SigningKey read() throws LauncherException {
        String environment = System.getenv("ROLLCALL_KEY");
        Path chosen = file != null
                ? file
                : environment != null && !environment.isBlank()
                        ? Path.of(environment)
                        : folder().resolve(DEFAULT_NAME + SigningKey.SUFFIX);
        if (!Files.exists(chosen)) {
            throw new LauncherException(
                    ExitCode.FAILED,
                    "there is no key " + chosen + " to sign with; make one with: ./rollcall keygen; then, on the"
                            + " terminal: ./rollcall trust add NAME.pub");
        }
        try {
            return SigningKey.read(chosen);
        } catch (IOException e) {
            throw new LauncherException(ExitCode.FAILED, "key " + chosen + ": " + Reason.of(e), e);
        }
    }
}
