package rollcall.store.legacy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Copies an SQLite database with what belongs to it while another program may be using it.
 *
 * <p>The original is only read, under SQLite's own shared lock (sqlite.org/lockingv3.html) for the time of the copying. A
 * transaction that was cut off is rolled back, or taken in, by whoever opens the copy.
 */
final class LegacyCopy {
    private static final long SHARED_FIRST = 0x4000_0002L;
    private static final long SHARED_SIZE = 510;
    private static final int ATTEMPTS = 50;
    private static final long PAUSE_MILLIS = 100;

    private LegacyCopy() {}

    /** Copies the database into a folder and returns its path there. */
    static Path make(Path file, Path folder) throws IOException, LegacyException, InterruptedException {
        Path copy = folder.resolve("legacy.db");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            // All through one channel: closing any other on the same file would end the lock (fcntl(2)).
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                    @Nullable FileLock lock = lock(channel)) {
                if (lock != null && copied(file, channel, copy)) {
                    return copy;
                }
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new LegacyException(file + " is being written to without a pause; stop the program that does");
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(SHARED_FIRST, SHARED_SIZE, true);
        } catch (OverlappingFileLockException e) {
            // Somebody in this process has it.
            return null;
        }
    }

    private static boolean copied(Path file, FileChannel channel, Path copy) throws IOException {
        String before = stamps(file);
        try (FileChannel target = FileChannel.open(
                copy, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            long size = channel.size();
            for (long at = 0; at < size; ) {
                long moved = channel.transferTo(at, size - at, target);
                if (moved <= 0) {
                    return false;
                }
                at += moved;
            }
        }
        for (String suffix : new String[] {"-journal", "-wal"}) {
            Path target = beside(copy, suffix);
            try {
                Files.copy(beside(file, suffix), target, StandardCopyOption.REPLACE_EXISTING);
            } catch (NoSuchFileException e) {
                Files.deleteIfExists(target);
            }
        }
        return stamps(file).equals(before);
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** What changes when one of the files is written to: with a write-ahead log the lock keeps nobody from writing. */
    private static String stamps(Path file) throws IOException {
        return stamp(file) + stamp(beside(file, "-journal")) + stamp(beside(file, "-wal"));
    }

    private static String stamp(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.size() + " " + attributes.lastModifiedTime() + ";";
        } catch (NoSuchFileException e) {
            return ";";
        }
    }
}
