package rollcall.store.photo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import rollcall.scan.Photo;
import rollcall.scan.PhotoReference;
import rollcall.store.file.DurableFolder;

/** The folder {@code data/photos}. May be used from any thread. */
public final class PhotoFolder {
    private final Path root;

    /** The folder that this object has made durable last; the next photo mostly goes there too. */
    private volatile String madeLast = "";

    public PhotoFolder(Path root) {
        this.root = root;
    }

    /** Writes a photo and returns when it is durable: content, name and the folders above it. */
    public PhotoReference keep(Photo photo, LocalDate day) throws IOException {
        String sha256 = sha256(photo.jpeg());
        String folder =
                String.format(Locale.ROOT, "%04d/%02d/%02d", day.getYear(), day.getMonthValue(), day.getDayOfMonth());
        PhotoReference reference = new PhotoReference(folder + "/" + sha256 + ".jpg", sha256, photo.jpeg().length);
        Path target = root.resolve(reference.path());
        Path parent = makeFolders(folder);
        if (Files.exists(target) && Files.size(target) == reference.bytes()) {
            // Its content was forced before it got this name; the name itself may not have been.
            sync(parent);
            return reference;
        }
        Path temporary = Files.createTempFile(parent, "incoming-", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(photo.jpeg());
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        sync(parent);
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

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
