package rollcall.store.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The room on a disk. */
interface Space {
    /** What the disk holds altogether, in bytes. */
    long total() throws IOException;

    /** What this process may still write, in bytes. */
    long free() throws IOException;

    /** The room on the disk that a folder lies on. */
    static Space of(Path folder) {
        return new Space() {
            private FileStore store() throws IOException {
                return Files.getFileStore(folder);
            }

            @Override
            public long total() throws IOException {
                return store().getTotalSpace();
            }

            @Override
            public long free() throws IOException {
                return store().getUsableSpace();
            }
        };
    }
}
