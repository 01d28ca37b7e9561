package rollcall.launcher.home;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** Every bundle ever installed and still needed, each in a file named by its content. */
public final class BundleStore {
    /** Few calls for a large jar, and small beside the heap. */
    private static final int CHUNK = 1 << 18;

    private final Path folder;
    private final Disk disk;

    public BundleStore(Home home) {
        this(home, new SystemDisk());
    }

    public BundleStore(Home home, Disk disk) {
        this.folder = home.store();
        this.disk = disk;
    }

    public Path path(String sha256) {
        return folder.resolve(sha256 + ".jar");
    }

    /** Whether the file is there and its content is what its name says. */
    public boolean isWhole(String sha256) throws IOException {
        Path file = path(sha256);
        return Files.isRegularFile(file) && Sha256.of(file).equals(sha256);
    }

    /** Takes a jar in, durably, and returns its sha256. What is there and whole already is left alone. */
    public String put(InputStream content) throws IOException {
        Path incoming = folder.resolve("incoming-" + Long.toHexString(System.nanoTime()) + ".tmp");
        MessageDigest digest = Sha256.digest();
        try {
            disk.create(incoming, Disk.OPEN);
            for (byte[] chunk = content.readNBytes(CHUNK); chunk.length > 0; chunk = content.readNBytes(CHUNK)) {
                digest.update(chunk);
                disk.append(incoming, chunk, 0, chunk.length);
            }
            String sha256 = Sha256.hex(digest);
            if (!isWhole(sha256)) {
                disk.force(incoming);
                disk.install(incoming, path(sha256));
            }
            return sha256;
        } finally {
            disk.delete(incoming);
        }
    }

    /** Removes a jar, if it is there. */
    public void remove(String sha256) throws IOException {
        disk.delete(path(sha256));
    }
}
