package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The folder of one installation and the places in it.
 *
 * @param root its absolute path
 */
record Home(Path root) {
    private static final List<String> FOLDERS = List.of(
            "etc", "etc/trust", "lib", "store", "generations", "updates", "data", "data/photos", "data/logs", "run");

    Home {
        root = root.toAbsolutePath().normalize();
    }

    Path config() {
        return root.resolve("etc/config.json");
    }

    Path lib() {
        return root.resolve("lib");
    }

    Path store() {
        return root.resolve("store");
    }

    Path generations() {
        return root.resolve("generations");
    }

    Path current() {
        return root.resolve("current");
    }

    Path data() {
        return root.resolve("data");
    }

    Path logs() {
        return root.resolve("data/logs");
    }

    Path run() {
        return root.resolve("run");
    }

    Path lock() {
        return root.resolve("run/lock");
    }

    /** Where the admin door listens; written at each start. */
    Path door() {
        return root.resolve("run/door.json");
    }

    Path adminToken() {
        return root.resolve("secrets/admin-token");
    }

    /** The folder for native code that libraries unpack, without what earlier processes left in it. For the holder of the lock. */
    Path emptyNative() throws LauncherException {
        Path folder = run().resolve("native");
        try {
            Files.createDirectories(folder);
            for (Path left : FileTree.files(folder)) {
                Files.delete(left);
            }
            return folder;
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.HOME_UNUSABLE, "home " + root + " cannot be used: " + folder + ": " + Reason.of(e), e);
        }
    }

    /** Makes the folders that are missing and proves that files can be written. */
    void prepare() throws LauncherException {
        try {
            for (String folder : FOLDERS) {
                Files.createDirectories(root.resolve(folder));
            }
            Path secrets = root.resolve("secrets");
            if (!Files.isDirectory(secrets)) {
                Files.createDirectories(
                        secrets, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            DurableFile.write(root.resolve("run/probe"), new byte[4096]);
            Files.delete(root.resolve("run/probe"));
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.HOME_UNUSABLE,
                    "home " + root + " cannot be used: " + Reason.of(e)
                            + "; free space, mend its permissions or choose another folder with --home",
                    e);
        }
    }
}
