package rollcall.itest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A bundle that offers commands, compiled by the test and put into a home's current generation. */
final class CommandBundle {
    /** Ranked above whatever the real bundles offer under the same names. */
    private static final String SOURCE = """
            import java.util.*;
            import java.util.function.*;
            import java.nio.file.*;
            import org.osgi.framework.*;
            public class Commands implements BundleActivator {
                public void start(BundleContext context) {
                    String home = context.getProperty("rollcall.home");
                    String maintenance = String.valueOf(context.getProperty("rollcall.maintenance"));
                    offer(context, "verify", "any", (arguments, lines) -> {
                        lines.accept("verify " + arguments + " maintenance=" + maintenance);
                        System.getLogger("test").log(System.Logger.Level.INFO, "an information");
                        System.getLogger("test").log(System.Logger.Level.WARNING, "a warning");
                        return Files.exists(Path.of(home, "data/bad")) ? 1 : 0;
                    });
                    offer(context, "export", "any", (arguments, lines) -> {
                        lines.accept("day,name");
                        lines.accept("~ 1/1 days");
                        lines.accept(arguments.get(0) + ",Zo\\u00eb");
                        lines.accept("! one photo is missing");
                        return arguments.get(2).equals("json") ? 7 : 0;
                    });
                    offer(context, "backup", "any", (arguments, lines) -> {
                        lines.accept("~ 0/1 photos");
                        lines.accept("begun");
                        for (int n = 0; !Files.exists(Path.of(home, "go")); n++) {
                            try { Thread.sleep(5); } catch (InterruptedException e) { return 9; }
                            lines.accept("~ 0/1 photos");
                        }
                        try { Files.createFile(Path.of(home, "done")); } catch (Exception e) { return 8; }
                        lines.accept("ended");
                        return 0;
                    });
                    offer(context, "forget", "running", (arguments, lines) -> 0);
                    offer(context, "import-legacy", "stopped", (arguments, lines) -> {
                        throw new IllegalStateException("on purpose " + arguments.get(1));
                    });
                }
                private static void offer(BundleContext context, String name, String running,
                        BiFunction<List<String>, Consumer<String>, Integer> command) {
                    context.registerService(BiFunction.class, command, new Hashtable<>(Map.of(
                        "rollcall.command", name, "rollcall.command.running", running, "service.ranking", 1000)));
                }
                public void stop(BundleContext context) {}
            }
            """;

    private CommandBundle() {}

    /** Makes the bundle part of what the home starts. */
    static void install(Path home, Path folder) throws IOException {
        byte[] jar = Files.readAllBytes(compile(folder));
        String sha256 = sha256(jar);
        Files.write(home.resolve("store/" + sha256 + ".jar"), jar);
        Path generation = home.resolve(Files.readSymbolicLink(home.resolve("current")));
        String entry = "\"bundles\" : [ {\"symbolicName\":\"test.commands\",\"version\":\"1.0.0\",\"sha256\":\""
                + sha256 + "\",\"startLevel\":30}, ";
        Files.writeString(generation, Files.readString(generation).replaceFirst("\"bundles\"\\s*:\\s*\\[", entry));
    }

    private static Path compile(Path folder) throws IOException {
        Path work = Files.createDirectories(folder.resolve("commands"));
        Path source = Files.writeString(work.resolve("Commands.java"), SOURCE);
        Path osgi;
        try (Stream<Path> lib = Files.list(Build.release().resolve("lib"))) {
            osgi = lib.filter(jar -> jar.getFileName().toString().startsWith("org.apache.felix.framework-"))
                    .findFirst()
                    .orElseThrow();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int code = compiler.run(null, null, null, "-cp", osgi.toString(), "-d", work.toString(), source.toString());
        if (code != 0) {
            throw new IOException("the test's bundle does not compile");
        }
        Path target = folder.resolve("commands.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target), manifest());
                Stream<Path> classes = Files.list(work)) {
            for (Path file :
                    classes.filter(path -> path.toString().endsWith(".class")).toList()) {
                jar.putNextEntry(new JarEntry(file.getFileName().toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
        return target;
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Map.of(
                        "Bundle-ManifestVersion", "2",
                        "Bundle-SymbolicName", "test.commands",
                        "Bundle-Version", "1.0.0",
                        "Bundle-Activator", "Commands",
                        "Import-Package", "org.osgi.framework")
                .forEach((key, value) -> manifest.getMainAttributes().putValue(key, value));
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        return manifest;
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

    static List<String> names() {
        return List.of("backup", "export", "forget", "import-legacy", "verify");
    }
}
