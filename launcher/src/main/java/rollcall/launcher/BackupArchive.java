package rollcall.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import rollcall.launcher.home.Reason;
import rollcall.launcher.home.Sha256;

/**
 * A backup: a ZIP file of {@code manifest.json} and exactly the files it lists.
 *
 * <p>Everything wrong with it is thrown as an {@link IOException} in words for people.
 */
final class BackupArchive implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final ZipFile zip;
    private final BackupManifest manifest;

    private BackupArchive(ZipFile zip, BackupManifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    /** Opens a backup and compares what it lists with what it has; the contents are compared by {@link #unpack}. */
    static BackupArchive open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new IOException("it is not a whole ZIP file (" + Reason.of(e) + "); it may have been cut short", e);
        }
        try {
            return new BackupArchive(zip, check(zip));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    BackupManifest manifest() {
        return manifest;
    }

    private static BackupManifest check(ZipFile zip) throws IOException {
        var entries = zip.entries();
        if (!entries.hasMoreElements() || !entries.nextElement().getName().equals(BackupManifest.NAME)) {
            throw new IOException("its first entry is not " + BackupManifest.NAME + "; it is not a backup of Rollcall");
        }
        BackupManifest manifest = readManifest(zip, entry -> {
            ZipEntry there = zip.getEntry(entry.path());
            if (there == null || there.isDirectory()) {
                throw new IOException(entry.path() + " is listed and missing");
            }
            if (there.getSize() != entry.bytes()) {
                throw new IOException(
                        entry.path() + " has " + there.getSize() + " bytes and should have " + entry.bytes());
            }
        });
        // Everything listed is there; if the counts agree too, nothing else is.
        if (zip.size() != manifest.files() + 1) {
            throw new IOException(surplus(zip));
        }
        return manifest;
    }

    private static String surplus(ZipFile zip) throws IOException {
        Set<String> listed = new HashSet<>();
        Set<String> twice = new HashSet<>();
        readManifest(zip, entry -> {
            if (!listed.add(entry.path())) {
                twice.add(entry.path());
            }
        });
        if (!twice.isEmpty()) {
            return twice.iterator().next() + " is listed twice";
        }
        return zip.stream()
                .skip(1)
                .map(ZipEntry::getName)
                .filter(name -> !listed.remove(name))
                .findFirst()
                .map(name -> name.replaceAll("\\p{Cntrl}", "?") + " is in it and not listed in " + BackupManifest.NAME)
                .orElse("its entries are not those of " + BackupManifest.NAME);
    }

    private static BackupManifest readManifest(ZipFile zip, BackupManifest.Visitor visitor) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(BackupManifest.NAME))) {
            return BackupManifest.read(in, visitor);
        }
    }

    /** Writes all files below a folder, each durable and checked against its length and sha256. */
    void unpack(Path folder, Consumer<String> progress) throws IOException {
        long[] done = {0};
        readManifest(zip, entry -> {
            unpack(entry, folder.resolve(entry.path()));
            progress.accept("~ " + ++done[0] + "/" + manifest.files() + " files");
        });
    }

    private void unpack(BackupManifest.Entry entry, Path target) throws IOException {
        Files.createDirectories(target.resolveSibling("."));
        try (InputStream in = zip.getInputStream(zip.getEntry(entry.path()));
                FileChannel channel =
                        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            copy(in, channel, entry);
            channel.force(true);
        } catch (ZipException e) {
            throw new IOException(entry.path() + " is damaged: " + Reason.of(e), e);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(entry.path() + " is listed twice", e);
        }
    }

    private static void copy(InputStream in, FileChannel channel, BackupManifest.Entry entry) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        OutputStream out = Channels.newOutputStream(channel);
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            length += n;
            if (length > entry.bytes()) {
                break;
            }
            digest.update(buffer, 0, n);
            out.write(buffer, 0, n);
        }
        if (length != entry.bytes()) {
            throw new IOException(
                    entry.path() + " is not " + entry.bytes() + " bytes long, as " + BackupManifest.NAME + " says");
        }
        if (!Sha256.hex(digest).equals(entry.sha256())) {
            throw new IOException(entry.path() + " is damaged: its sha256 is not the one in " + BackupManifest.NAME);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
