package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.launcher.home.Reason;
import rollcall.launcher.trust.PublicKeyFile;
import rollcall.launcher.trust.SigningKey;

/** {@code rollcall keygen}: makes a key to sign updates with. */
@Command(
        name = "keygen",
        description = "Make a key to sign updates with: NAME.key, to be kept secret, and NAME.pub for the terminals.",
        mixinStandardHelpOptions = true)
final class KeygenCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description = "What terminals call it: 1 to 64 letters, digits and . _ - (default: developer)")
    private String name = KeyOption.DEFAULT_NAME;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where to write both files (default: ~/.config/rollcall).")
    private @Nullable Path folder;

    @Override
    public Integer call() throws LauncherException {
        Path target = folder == null ? KeyOption.folder() : folder;
        try {
            if (folder == null && !Files.isDirectory(target)) {
                Files.createDirectories(
                        target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            SigningKey key = SigningKey.generate(name);
            for (String suffix : new String[] {SigningKey.SUFFIX, PublicKeyFile.SUFFIX}) {
                Path file = target.resolve(name + suffix);
                if (Files.exists(file)) {
                    throw new LauncherException(
                            ExitCode.FAILED, file + " is there already; choose another name, or remove it");
                }
            }
            key.write(target);
            System.out.println("key " + name + " (" + key.publicKey().id() + ") is in "
                    + target.resolve(name + SigningKey.SUFFIX) + "; keep it secret");
            System.out.println(
                    "let a terminal trust it: ./rollcall trust add " + target.resolve(name + PublicKeyFile.SUFFIX));
            return ExitCode.OK.number();
        } catch (IllegalArgumentException e) {
            throw new LauncherException(ExitCode.USAGE, Reason.of(e), e);
        } catch (IOException e) {
            throw new LauncherException(ExitCode.FAILED, "no key in " + target + ": " + Reason.of(e), e);
        }
    }
}
