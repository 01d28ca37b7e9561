package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import rollcall.launcher.home.Reason;
import rollcall.launcher.trust.UpdateStatement;
import rollcall.launcher.update.UpdateFile;

/**
 * An update file to send: the one that was given, or one made of jars and signed on the spot, which is removed again.
 *
 * @param path where it is
 * @param made whether it was made here
 */
record SignedFile(Path path, boolean made) implements AutoCloseable {
    /** What a person gave on the command line. */
    static SignedFile of(List<Path> files, KeyOption key) throws LauncherException {
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new LauncherException(ExitCode.USAGE, file + " is not a file");
            }
        }
        try {
            if (files.size() == 1 && UpdateFile.is(files.get(0))) {
                return new SignedFile(files.get(0), false);
            }
            Instant now = Instant.now();
            List<UpdateStatement.Claim> claims = SignCommand.claims(files);
            Path made = Files.createTempFile("rollcall-", UpdateFile.SUFFIX);
            UpdateFile.write(
                    made,
                    new UpdateStatement(now.toEpochMilli(), now, Optional.empty(), "", List.of(), List.of(), claims),
                    key.read(),
                    files);
            return new SignedFile(made, true);
        } catch (IOException | IllegalArgumentException e) {
            throw new LauncherException(ExitCode.FAILED, "not a usable bundle: " + Reason.of(e), e);
        }
    }

    @Override
    public void close() throws LauncherException {
        if (made) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new LauncherException(ExitCode.FAILED, path + " cannot be removed: " + Reason.of(e), e);
            }
        }
    }
}
