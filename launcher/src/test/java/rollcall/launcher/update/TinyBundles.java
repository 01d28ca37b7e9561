package rollcall.launcher.update;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/** Makes bundles of a manifest and, where they have to do something, of an activator's source. */
final class TinyBundles {
    private final Path folder;

    TinyBundles(Path folder) {
        this.folder = folder;
    }

    /** A bundle without code. */
    Path plain(String name, String version) throws IOException {
        return jar(name, version, Map.of());
    }

    Path jar(String name, String version, Map<String, String> headers) throws IOException {
        return jar(name, version, headers, Map.of());
    }

    /** A bundle with these headers and files. */
    Path jar(String name, String version, Map<String, String> headers, Map<String, byte[]> files) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        headers.forEach((key, value) -> manifest.getMainAttributes().putValue(key, value));
        Path target = Files.createTempFile(Files.createDirectories(folder), name + "-" + version + "-", ".jar");
        try (OutputStream out = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                jar.putNextEntry(new JarEntry(file.getKey()));
                jar.write(file.getValue());
                jar.closeEntry();
            }
        }
        return target;
    }

    /** A bundle whose activator has these bodies of {@code start} and {@code stop}. */
    Path active(String name, String version, String start, String stop) throws IOException {
        Path work = Files.createTempDirectory(Files.createDirectories(folder), "source-");
        Path source = work.resolve("Activator.java");
        Files.writeString(source, """
                public class Activator implements org.osgi.framework.BundleActivator {
                    public void start(org.osgi.framework.BundleContext context) throws Exception { %s }
                    public void stop(org.osgi.framework.BundleContext context) throws Exception { %s }
                }
                """.formatted(start, stop));
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        complaints,
                        complaints,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-proc:none",
                        "-d",
                        work.toString(),
                        source.toString());
        if (code != 0) {
            throw new IOException(complaints.toString(java.nio.charset.StandardCharsets.UTF_8));
        }
        return jar(
                name,
                version,
                Map.of("Bundle-Activator", "Activator", "Import-Package", "org.osgi.framework"),
                Map.of("Activator.class", Files.readAllBytes(work.resolve("Activator.class"))));
    }
}
