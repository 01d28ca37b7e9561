package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproducibleBuildTest {
    private static final Set<String> LEFT_OUT = Set.of(".git", "home", "itest", "bench", "docs");

    @TempDir
    private Path folder;

    @Test
    void the_same_sources_give_the_same_bytes() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("elsewhere/rollcall"));
        copySources(Build.top(), copy);
        // Without the modules that need this one; all that ships is built.
        String pom = Files.readString(copy.resolve("pom.xml"));
        Files.writeString(copy.resolve("pom.xml"), pom.replaceAll("<module>(itest|bench)</module>", ""));

        Process maven = new ProcessBuilder("mvn", "-o", "-q", "-B", "package", "-DskipTests")
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(maven.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(maven.waitFor()).as(said).isZero();

        // The list holds the sha256 of every jar.
        assertThat(Files.readString(copy.resolve("cnf/target/release/release.json")))
                .isEqualTo(Files.readString(Build.release().resolve("release.json")));
        assertThat(Files.mismatch(
                        copy.resolve("cnf/target/release/lib")
                                .resolve(Build.launcherJar().getFileName()),
                        Build.launcherJar()))
                .isEqualTo(-1);
    }

    private static void copySources(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes) throws IOException {
                String name = String.valueOf(source.getFileName());
                // A package may be called as a folder at the top is.
                if (name.equals("target") || (from.equals(source.getParent()) && LEFT_OUT.contains(name))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(source).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) throws IOException {
                Files.copy(source, to.resolve(from.relativize(source).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
