package rollcall.camera.code;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * The file {@code secrets/code.key}: one line of at least 64 hexadecimal digits, readable by its owner alone. It is read each time,
 * so that a key may be put there, changed or taken away while the terminal runs. May be used from any thread.
 */
final class KeyFile {
    private static final int LEAST_BYTES = 32;

    /** Nobody needs more, and a large file put there by mistake must not be read into memory. */
    private static final int MOST_DIGITS = 1_024;

    private static final int LINE_END = 2;

    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;

    /** The file of a home. */
    KeyFile(Path home) {
        this.file = home.resolve("secrets/code.key");
    }

    /** The key; whatever is wrong with it is an exception whose message says what to do. */
    byte[] read() throws IOException {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!OWNERS.containsAll(permissions)) {
                throw new IOException(file + " is open to others (" + PosixFilePermissions.toString(permissions)
                        + "); type: chmod 600 " + file);
            }
            if (Files.size(file) > MOST_DIGITS + LINE_END) {
                throw new IOException(malformed());
            }
            String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            byte[] key = HexFormat.of().parseHex(text);
            if (key.length < LEAST_BYTES) {
                throw new IOException(malformed());
            }
            return key;
        } catch (NoSuchFileException e) {
            throw new IOException(
                    file + " is missing; copy it from another terminal of the school, or make the first with:"
                            + " ./rollcall sign-codes --new-key",
                    e);
        } catch (IllegalArgumentException e) {
            // The parser's message would have a part of the key in it.
            throw new IOException(malformed());
        }
    }

    private String malformed() {
        return file + " is no key: one line of " + 2 * LEAST_BYTES + " to " + MOST_DIGITS
                + " hexadecimal digits is expected";
    }

    /** Makes a key, durable before this returns. One that is there stays: all cards printed with it would be worthless. */
    void create() throws IOException {
        byte[] key = new byte[LEAST_BYTES];
        new SecureRandom().nextBytes(key);
        Path temporary = file.resolveSibling("code.key.new");
        if (Files.exists(file)) {
            throw new IOException(exists());
        }
        Files.deleteIfExists(temporary);
        try (FileChannel channel = FileChannel.open(
                temporary,
                Set.<OpenOption>of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNERS))) {
            ByteBuffer line =
                    ByteBuffer.wrap((HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
        try {
            // A link and not a rename, which would replace a key that came meanwhile.
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(exists(), e);
        } catch (UnsupportedOperationException e) {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        try (FileChannel folder = FileChannel.open(temporary.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private String exists() {
        return file + " is there already and stays: cards signed with it would be worthless without it."
                + " To begin anew, move it away first";
    }
}
