package rollcall.store.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Creates folders that are still there after a power cut: a folder's name is an entry of the folder above, and certain
 * only after an fsync of that one.
 */
public final class DurableFolder {
    private DurableFolder() {}

    /** Creates what is missing of the folder and those above it; syncs even if all is there, as an earlier try may not. */
    public static void create(Path folder) throws IOException {
        Path above = folder.toAbsolutePath().getParent();
        if (above == null) {
            return;
        }
        if (!Files.isDirectory(above)) {
            create(above);
        }
        Files.createDirectories(folder);
        try (FileChannel entries = FileChannel.open(above, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}
