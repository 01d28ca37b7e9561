package rollcall.launcher.home;

import org.osgi.framework.Version;

/**
 * One bundle of a generation.
 *
 * @param symbolicName its symbolic name
 * @param version its version
 * @param sha256 the content, and the name of the file in {@code store/}: 64 hexadecimal digits
 * @param startLevel 1 or higher
 */
public record BundleEntry(String symbolicName, Version version, String sha256, int startLevel) {
    public BundleEntry {
        if (symbolicName.isBlank()) {
            throw new IllegalArgumentException("bundle without a symbolic name");
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(symbolicName + ": sha256 is not 64 hexadecimal digits");
        }
        if (startLevel < 1) {
            throw new IllegalArgumentException(symbolicName + ": start level " + startLevel + ", lowest is 1");
        }
    }
}
