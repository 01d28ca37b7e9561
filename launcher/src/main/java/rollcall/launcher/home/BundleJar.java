package rollcall.launcher.home;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * What a jar says of itself as a bundle.
 *
 * @param symbolicName from its manifest
 * @param version from its manifest
 * @param fragment whether it is a fragment, which is installed but never started
 */
public record BundleJar(String symbolicName, Version version, boolean fragment) {
    /** Four times what the largest bundle of the terminal unpacks to, in bytes. */
    private static final long LARGEST_UNPACKED = 512L << 20;

    /** Reads the manifest; throws {@link IOException} in words for people if this is no bundle. */
    public static BundleJar read(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            Attributes headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
            String name = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
            if (name == null) {
                throw new IOException("the jar has no " + Constants.BUNDLE_SYMBOLICNAME + " in its manifest");
            }
            int directives = name.indexOf(';');
            String plain = (directives < 0 ? name : name.substring(0, directives)).strip();
            String version = headers.getValue(Constants.BUNDLE_VERSION);
            return new BundleJar(
                    plain,
                    version == null ? Version.emptyVersion : Version.parseVersion(version),
                    headers.getValue(Constants.FRAGMENT_HOST) != null);
        } catch (IllegalArgumentException e) {
            throw new IOException("the jar's manifest is not valid: " + Reason.of(e), e);
        }
    }

    /**
     * Reads every entry to its end, so that a damaged one is noticed by its checksum; throws {@link IOException} if it
     * unpacks to more than any bundle has.
     */
    public static void readThrough(Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = LARGEST_UNPACKED;
        try (JarFile jar = new JarFile(file.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                try (var in = jar.getInputStream(entries.nextElement())) {
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        left -= n;
                        if (left < 0) {
                            throw new IOException("it unpacks to more than " + (LARGEST_UNPACKED >> 20) + " MiB");
                        }
                    }
                }
            }
        }
    }
}
