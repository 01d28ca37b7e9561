package rollcall.store.photo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import rollcall.scan.Photo;
import rollcall.scan.PhotoReference;
import rollcall.store.file.DurableFolder;

/** The folder {@code data/photos}. May be used from any thread. */
public final class PhotoFolder {
    /** Less free space than a photo and this is called a full disk. */
    private static final long SLACK = 64 << 10;

    private final Path root;
    private final PhotoLimit limit;
    private final BooleanSupplier room;
    private final PhotoOperations operations;

    /** The folder that this object has made durable last; the next photo mostly goes there too. */
    private volatile String madeLast = "";

    /** With the limit that the configuration has by default. */
    public PhotoFolder(Path root) {
        this(root, PhotoLimit.STANDARD, () -> false, new PhotoOperations());
    }

    /** {@code room} is asked to make some when the disk is full, and says whether it did. */
    public PhotoFolder(Path root, PhotoLimit limit, BooleanSupplier room, PhotoOperations operations) {
        this.operations = operations;
        this.root = root;
        this.limit = limit;
        this.room = room;
    }

    /** Writes a photo, if need be a smaller one of it, and returns when it is durable: content, name, folders above it. */
    public PhotoReference keep(Photo photo, LocalDate day) throws IOException {
        try {
            PhotoReference kept = keepWithRoom(photo, day);
            operations.kept();
            return kept;
        } catch (IOException e) {
            operations.failed();
            throw e;
        }
    }

    private PhotoReference keepWithRoom(Photo photo, LocalDate day) throws IOException {
        byte[] jpeg = limit.fit(photo.jpeg());
        try {
            return write(jpeg, day);
        } catch (IOException e) {
            if (isFull(jpeg.length) && !room.getAsBoolean()) {
                throw new IOException("the disk is full: " + e.getMessage(), e);
            }
            return write(jpeg, day);
        }
    }

    private boolean isFull(long bytes) throws IOException {
        Path there = root.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.resolveSibling("..").normalize();
        }
        return Files.getFileStore(there).getUsableSpace() < bytes + SLACK;
    }

    private PhotoReference write(byte[] jpeg, LocalDate day) throws IOException {
        String sha256 = sha256(jpeg);
        String folder = PhotoDays.folder(day);
        PhotoReference reference = new PhotoReference(folder + "/" + sha256 + ".jpg", sha256, jpeg.length);
        Path target = root.resolve(reference.path());
        Path parent = makeFolders(folder);
        if (Files.exists(target) && Files.size(target) == reference.bytes()) {
            // Its content was forced before it got this name; the name itself may not have been. As new: no sweep takes
            // it.
            Files.setLastModifiedTime(target, FileTime.from(Instant.now()));
            PhotoDays.sync(parent);
            return reference;
        }
        Path temporary = Files.createTempFile(parent, "incoming-", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(jpeg);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        PhotoDays.sync(parent);
        return reference;
    }

    /** Where a photo lies. */
    public Path path(PhotoReference reference) {
        return root.resolve(reference.path());
    }

    private Path makeFolders(String folder) throws IOException {
        Path made = root.resolve(folder);
        if (!madeLast.equals(folder) || !Files.isDirectory(made)) {
            DurableFolder.create(made);
            madeLast = folder;
        }
        return made;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
