package rollcall.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The file {@code data/attendance.marker}, which tells whether the database was closed in good order. */
final class OpenMarker {
    private static final String OPEN = "open\n";
    private static final String CLOSED = "closed\n";

    private final Path file;

    OpenMarker(Path data) {
        this.file = data.resolve("attendance.marker");
    }

    /** Whether this store has had a database here before, whatever became of it. */
    boolean exists() {
        return Files.exists(file);
    }

    /** Whether the last one that opened the database also closed it. */
    boolean isClosed() throws IOException {
        return exists() && Files.readString(file).equals(CLOSED);
    }

    void open() throws IOException {
        write(OPEN);
    }

    void close() throws IOException {
        write(CLOSED);
    }

    private void write(String text) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        move(temporary, file);
    }

    /** Renames durably. */
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(to);
        syncFolder(from);
    }

    /** Makes the names in the folder of a file durable. */
    static void syncFolder(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file.toAbsolutePath().resolveSibling("."), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
