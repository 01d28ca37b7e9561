package rollcall.launcher.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The calls that change files, one by one, so that a test can stop the world between any two of them.
 *
 * <p>What is composed of them here is either the old or the new file, whole, whenever the power fails: temporary file,
 * fsync, rename, fsync of the folder.
 */
public interface Disk {
    /** Read and written by the owner, read by everybody. */
    String OPEN = "rw-r--r--";

    /** Of the owner alone. */
    String SECRET = "rw-------";

    /** Makes an empty file, in place of one that is there; it has these permissions from its first moment. */
    void create(Path file, String permissions) throws IOException;

    /** Writes behind the end of a file. */
    void append(Path file, byte[] bytes, int offset, int length) throws IOException;

    /** Cuts a file off. */
    void truncate(Path file, long length) throws IOException;

    /** Forces the content of a file to the disk. */
    void force(Path file) throws IOException;

    /** Forces the names in a folder to the disk. */
    void forceFolder(Path folder) throws IOException;

    /** Gives a file another name, in place of what has that name. */
    void rename(Path from, Path to) throws IOException;

    /** Makes {@code link} a symbolic link; there must be none of that name. */
    void symlink(Path link, Path target) throws IOException;

    /** Removes a file, if it is there. */
    void delete(Path file) throws IOException;

    /** The bytes that can still be written in a folder. */
    long free(Path folder) throws IOException;

    /** Puts content in place of a file, durably. */
    default void replace(Path target, byte[] content, String permissions) throws IOException {
        Path temporary = target.resolveSibling(target.getFileName() + ".new");
        create(temporary, permissions);
        append(temporary, content, 0, content.length);
        force(temporary);
        install(temporary, target);
    }

    /** Puts text in UTF-8 in place of a file, durably. */
    default void replace(Path target, String content) throws IOException {
        replace(target, content.getBytes(StandardCharsets.UTF_8), OPEN);
    }

    /** Makes {@code link} a symbolic link to {@code target} in place of what was there, durably. */
    default void replaceLink(Path link, Path target) throws IOException {
        Path temporary = link.resolveSibling(link.getFileName() + ".new");
        delete(temporary);
        symlink(temporary, target);
        install(temporary, link);
    }

    /** Renames a file whose content is on the disk already and makes the new name durable. */
    default void install(Path from, Path to) throws IOException {
        rename(from, to);
        Path folder = to.toAbsolutePath().getParent();
        if (folder != null) {
            forceFolder(folder);
        }
    }
}
