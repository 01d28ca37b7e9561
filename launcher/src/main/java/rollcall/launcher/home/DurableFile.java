package rollcall.launcher.home;

import java.io.IOException;
import java.nio.file.Path;

/** What {@link Disk} composes, on the machine's own disk. */
public final class DurableFile {
    private static final Disk DISK = new SystemDisk();

    private DurableFile() {}

    /** Puts content in place of a file that everybody may read. */
    public static void write(Path target, byte[] content) throws IOException {
        DISK.replace(target, content, Disk.OPEN);
    }

    /** Writes with the given permissions, which the file has from its first moment. */
    public static void write(Path target, byte[] content, String permissions) throws IOException {
        DISK.replace(target, content, permissions);
    }

    /** Renames a file whose content is on the disk already and makes the new name durable. */
    public static void rename(Path from, Path to) throws IOException {
        DISK.install(from, to);
    }

    /** Forces the content of an existing file to the disk. */
    public static void sync(Path file) throws IOException {
        DISK.force(file);
    }

    /** Forces the names in a folder to the disk. */
    public static void syncFolder(Path folder) throws IOException {
        DISK.forceFolder(folder);
    }
}
