package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.launcher.home.Reason;
import rollcall.launcher.trust.UpdateStatement;
import rollcall.launcher.update.UpdateFile;

/** {@code rollcall sign}: makes an update file of bundles. */
@Command(
        name = "sign",
        description = "Make a signed update file of one bundle, or of several that belong together.",
        mixinStandardHelpOptions = true)
final class SignCommand implements Callable<Integer> {
    @Mixin
    private KeyOption key = new KeyOption();

    @Parameters(paramLabel = "FILE.jar", arity = "1..64", description = "The new bundles.")
    private List<Path> jars = List.of();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The update file (default: NAME-VERSION.update of the first bundle).")
    private @Nullable Path output;

    @Option(
            names = "--sequence",
            paramLabel = "N",
            description =
                    "Of two updates of a bundle the later one has the higher number (default: milliseconds since 1970).")
    private @Nullable Long sequence;

    @Option(names = "--days", paramLabel = "N", description = "How long it may be taken in (default: for ever).")
    private @Nullable Integer days;

    @Option(names = "--note", paramLabel = "TEXT", description = "One line for people.")
    private String note = "";

    @Option(names = "--arch", paramLabel = "NAME", description = "For these processors alone, e.g. aarch64.")
    private List<String> architectures = List.of();

    @Option(names = "--terminal", paramLabel = "HOST", description = "For these host names alone.")
    private List<String> terminals = List.of();

    @Override
    public Integer call() throws LauncherException {
        try {
            UpdateStatement statement = statement(Instant.now());
            Path target = output != null
                    ? output
                    : Path.of(statement.bundles().get(0).symbolicName() + "-"
                            + statement.bundles().get(0).version() + UpdateFile.SUFFIX);
            UpdateFile.write(target, statement, key.read(), jars);
            System.out.println("wrote " + target + ": " + statement.words() + ", sequence " + statement.sequence());
            return ExitCode.OK.number();
        } catch (IllegalArgumentException e) {
            throw new LauncherException(ExitCode.USAGE, Reason.of(e), e);
        } catch (IOException e) {
            throw new LauncherException(ExitCode.FAILED, "cannot be signed: " + Reason.of(e), e);
        }
    }

    private UpdateStatement statement(Instant now) throws IOException, LauncherException {
        if (days != null && days < 1) {
            throw new LauncherException(ExitCode.USAGE, "--days " + days + ": at least 1");
        }
        return new UpdateStatement(
                sequence == null ? now.toEpochMilli() : sequence,
                now,
                Optional.ofNullable(days).map(n -> now.plus(Duration.ofDays(n))),
                note,
                architectures,
                terminals,
                claims(jars));
    }

    /** What the jars say of themselves. */
    static List<UpdateStatement.Claim> claims(List<Path> jars) throws IOException {
        List<UpdateStatement.Claim> claims = new ArrayList<>();
        for (Path jar : jars) {
            if (!Files.isRegularFile(jar)) {
                throw new IOException(jar + " is not a file");
            }
            claims.add(UpdateFile.claim(jar));
        }
        return claims;
    }
}
