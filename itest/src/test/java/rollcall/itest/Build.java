package rollcall.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the build under test lies. */
public final class Build {
    /** Whether the big counts are asked for. */
    static final boolean NIGHTLY = Boolean.getBoolean("rollcall.nightly");

    private Build() {}

    public static Path top() {
        return Path.of(System.getProperty("rollcall.top", ".."))
                .toAbsolutePath()
                .normalize();
    }

    public static Path release() {
        return top().resolve("cnf/target/release");
    }

    public static Path launcherJar() throws IOException {
        return only(release().resolve("lib"), "rollcall.launcher-");
    }

    /** The jar of a bundle by the start of its file name. */
    public static Path bundle(String prefix) throws IOException {
        return only(release().resolve("bundles"), prefix + "-");
    }

    public static List<Path> bundles() throws IOException {
        try (Stream<Path> files = Files.list(release().resolve("bundles"))) {
            return files.sorted().toList();
        }
    }

    private static Path only(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(
                            file -> String.valueOf(file.getFileName()).startsWith(prefix))
                    .toList();
            if (found.size() != 1) {
                throw new IOException(prefix + "* in " + folder + ": " + found);
            }
            return found.get(0);
        }
    }
}
