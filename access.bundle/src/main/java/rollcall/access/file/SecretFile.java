package rollcall.access.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A file of lines that its owner alone may read; replaced as a whole and durable before the call returns. */
public final class SecretFile {
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** More is no file of this terminal. */
    private static final long MOST_BYTES = 1 << 20;

    private final Path file;

    public SecretFile(Path file) {
        this.file = file;
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /**
     * The lines; none if there is no file.
     *
     * @throws IOException if it cannot be read, is open to others, or is too large; the message says what to do
     */
    public List<String> lines() throws IOException {
        if (!exists()) {
            return List.of();
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNERS.containsAll(permissions)) {
            throw new IOException(file + " is open to others (" + PosixFilePermissions.toString(permissions)
                    + "); type: chmod 600 " + file);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " has " + Files.size(file) + " bytes, expected at most " + MOST_BYTES);
        }
        return Files.readAllLines(file, StandardCharsets.UTF_8);
    }

    /** Replaces what the file says. */
    public void write(List<String> lines) throws IOException {
        Path folder = file.resolveSibling(".");
        Files.createDirectories(
                folder.normalize(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(
                next,
                Set.<OpenOption>of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNERS))) {
            ByteBuffer text = ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel changed = FileChannel.open(folder, StandardOpenOption.READ)) {
            changed.force(true);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
