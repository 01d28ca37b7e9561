package rollcall.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Every bundle ever installed and still needed, each in a file named by its content. */
final class BundleStore {
    private final Path folder;

    BundleStore(Home home) {
        this.folder = home.store();
    }

    Path path(String sha256) {
        return folder.resolve(sha256 + ".jar");
    }

    /** Whether the file is there and its content is what its name says. */
    boolean isWhole(String sha256) throws IOException {
        Path file = path(sha256);
        return Files.isRegularFile(file) && Sha256.of(file).equals(sha256);
    }

    /** Takes a jar in, durably, and returns its sha256. What is there and whole already is left alone. */
    String put(InputStream content) throws IOException {
        Path incoming = Files.createTempFile(folder, "incoming-", ".tmp");
        try {
            Files.copy(content, incoming, StandardCopyOption.REPLACE_EXISTING);
            String sha256 = Sha256.of(incoming);
            if (!isWhole(sha256)) {
                DurableFile.sync(incoming);
                DurableFile.rename(incoming, path(sha256));
            }
            return sha256;
        } finally {
            Files.deleteIfExists(incoming);
        }
    }
}
