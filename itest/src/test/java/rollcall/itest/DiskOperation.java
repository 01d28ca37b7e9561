package rollcall.itest;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * What a program did to its data folder, or told the world, in one system call.
 *
 * <p>Names are paths below the data folder, which itself is called "". Files are numbered, because writes belong to the
 * file that was opened, whatever it is called by then.
 */
sealed interface DiskOperation {
    /** For a sync that covers everything before it. */
    int ALL = Integer.MAX_VALUE;

    /** A change of names, which a file system keeps apart from the bytes of files. */
    sealed interface NameChange extends DiskOperation {
        /** The folders whose entries it changes. */
        Set<String> folders();
    }

    record CreateFile(String name, int file) implements NameChange {
        @Override
        public Set<String> folders() {
            return Set.of(parent(name));
        }
    }

    record CreateFolder(String name) implements NameChange {
        @Override
        public Set<String> folders() {
            return Set.of(parent(name));
        }
    }

    /** Replaces what bears the name {@code to}, in one piece. */
    record Rename(String from, String to) implements NameChange {
        @Override
        public Set<String> folders() {
            return parent(from).equals(parent(to)) ? Set.of(parent(to)) : Set.of(parent(from), parent(to));
        }
    }

    record Remove(String name) implements NameChange {
        @Override
        public Set<String> folders() {
            return Set.of(parent(name));
        }
    }

    record Write(int file, int offset, ByteBuffer bytes) implements DiskOperation {}

    record Resize(int file, int size) implements DiskOperation {}

    /**
     * A sync of a file that returned.
     *
     * @param begun how many operations had ended when it began: it answers for those only
     */
    record SyncFile(int file, int begun) implements DiskOperation {}

    /** A sync of a folder that returned; {@code begun} as in {@link SyncFile}. */
    record SyncFolder(String name, int begun) implements DiskOperation {}

    /** A whole line on standard output. */
    record Announce(String line) implements DiskOperation {}

    /** The folder in which a name is an entry. */
    static String parent(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : name.substring(0, slash);
    }
}
