package rollcall.itest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Makes bundles of source text, for what no bundle of the terminal would do. */
final class SourceBundle {
    private SourceBundle() {}

    /** A manifest with these headers and what every bundle has. */
    static Manifest manifest(Map<String, String> headers) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        return manifest;
    }

    /** Compiles all sources under a folder against Felix and the api, and packs them with the folder's other files. */
    static Path compile(Path folder, Manifest manifest) throws IOException {
        Path classes = folder.resolveSibling(folder.getFileName() + ".classes");
        List<String> arguments = new ArrayList<>(List.of("-cp", classPath(), "-d", classes.toString()));
        files(folder).stream()
                .map(Path::toString)
                .filter(name -> name.endsWith(".java"))
                .forEach(arguments::add);
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (code != 0) {
            throw new IOException("the sources in " + folder + " do not compile");
        }
        Path target = folder.resolveSibling(folder.getFileName() + ".jar");
        try (OutputStream file = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            for (Path from : List.of(classes, folder)) {
                for (Path entry : files(from)) {
                    String name = from.relativize(entry).toString();
                    if (!name.endsWith(".java") && !name.endsWith(".MF")) {
                        jar.putNextEntry(new JarEntry(name));
                        Files.copy(entry, jar);
                        jar.closeEntry();
                    }
                }
            }
        }
        return target;
    }

    private static String classPath() throws IOException {
        try (Stream<Path> lib = Files.list(Build.release().resolve("lib"))) {
            return Stream.concat(lib, Stream.of(Build.bundle("rollcall.api")))
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .collect(Collectors.joining(":"));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Makes a bundle part of what the home starts, behind the back of every check. */
    static void install(Path home, Path bundle, String name, int startLevel) throws IOException {
        byte[] jar = Files.readAllBytes(bundle);
        String sha256 = sha256(jar);
        Files.write(home.resolve("store/" + sha256 + ".jar"), jar);
        Path generation = home.resolve(Files.readSymbolicLink(home.resolve("current")));
        String entry = "\"bundles\" : [ {\"symbolicName\":\"" + name + "\",\"version\":\"1.0.0\",\"sha256\":\"" + sha256
                + "\",\"startLevel\":" + startLevel + "}, ";
        Files.writeString(generation, Files.readString(generation).replaceFirst("\"bundles\"\\s*:\\s*\\[", entry));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The content in UTF-8. */
    static String sha256(String content) {
        return sha256(content.getBytes(StandardCharsets.UTF_8));
    }
}
