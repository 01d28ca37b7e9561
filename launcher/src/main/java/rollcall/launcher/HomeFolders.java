package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import rollcall.launcher.home.DurableFile;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;

/** Makes the folders of a home, or says in one line why it cannot be used. */
final class HomeFolders {
    private static final List<String> FOLDERS = List.of(
            "etc", "etc/trust", "lib", "store", "generations", "updates", "data", "data/photos", "data/logs", "run");

    private HomeFolders() {}

    /** Makes the folders that are missing and proves that files can be written. */
    static void prepare(Home home) throws LauncherException {
        try {
            for (String folder : FOLDERS) {
                Files.createDirectories(home.root().resolve(folder));
            }
            Path secrets = home.root().resolve("secrets");
            if (!Files.isDirectory(secrets)) {
                Files.createDirectories(
                        secrets, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            DurableFile.write(home.root().resolve("run/probe"), new byte[4096]);
            Files.delete(home.root().resolve("run/probe"));
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.HOME_UNUSABLE,
                    "home " + home.root() + " cannot be used: " + Reason.of(e)
                            + "; free space, mend its permissions or choose another folder with --home",
                    e);
        }
    }

    /** The folder for native code that libraries unpack, without what earlier processes left in it. For the holder of the lock. */
    static Path emptyNative(Home home) throws LauncherException {
        Path folder = home.run().resolve("native");
        try {
            Files.createDirectories(folder);
            for (Path left : FileTree.files(folder)) {
                Files.delete(left);
            }
            return folder;
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.HOME_UNUSABLE,
                    "home " + home.root() + " cannot be used: " + folder + ": " + Reason.of(e),
                    e);
        }
    }
}
