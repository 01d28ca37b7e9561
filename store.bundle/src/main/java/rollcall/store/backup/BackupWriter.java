package rollcall.store.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes one backup: manifest first, then exactly the files that it lists. */
final class BackupWriter {
    static final String DATABASE = "data/attendance.db";
    static final String MANIFEST = "manifest.json";

    private static final int FORMAT = 1;
    private static final int REPORT_EVERY = 200;

    /**
     * One file of a backup.
     *
     * @param path its place below the home
     * @param source where its content is now
     * @param bytes its size
     * @param sha256 of its content
     */
    record Item(String path, Path source, long bytes, String sha256) {
        static Item of(String path, Path source) throws IOException {
            return new Item(path, source, Files.size(source), Sha256.of(source));
        }
    }

    /**
     * What the manifest says of the whole.
     *
     * @param created when the snapshot was taken
     * @param device the terminal
     * @param schema the version of the tables
     * @param scans rows in the database
     * @param photos photos in the backup
     */
    record Head(Instant created, String device, long schema, long scans, long photos) {}

    private BackupWriter() {}

    /**
     * Writes the backup beside the target and gives it its name when it is whole and durable.
     *
     * @param progress told how far it is, in lines for people
     */
    static void write(Path target, Head head, List<Item> items, Consumer<String> progress) throws IOException {
        Path temporary = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(temporary);
            // It holds names, faces and the configuration.
            Files.createFile(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
                    OutputStream out = java.nio.channels.Channels.newOutputStream(channel);
                    ZipOutputStream zip = new ZipOutputStream(new java.io.BufferedOutputStream(out, 1 << 16))) {
                // Photos do not shrink; the database does, and fast is enough.
                zip.setLevel(Deflater.BEST_SPEED);
                put(zip, MANIFEST, manifest(head, items));
                int done = 0;
                for (Item item : items) {
                    put(zip, item);
                    if (++done % REPORT_EVERY == 0 || done == items.size()) {
                        progress.accept("~ " + done + "/" + items.size() + " files");
                    }
                }
                zip.finish();
                zip.flush();
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder =
                    FileChannel.open(target.toAbsolutePath().resolveSibling("."), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void put(ZipOutputStream zip, String path, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        zip.write(content);
        zip.closeEntry();
    }

    private static void put(ZipOutputStream zip, Item item) throws IOException {
        zip.putNextEntry(new ZipEntry(item.path()));
        long copied;
        try (InputStream in = Files.newInputStream(item.source())) {
            copied = in.transferTo(zip);
        }
        if (copied != item.bytes()) {
            throw new IOException(item.path() + " changed while it was backed up; try again");
        }
        zip.closeEntry();
    }

    private static byte[] manifest(Head head, List<Item> items) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeStringField("created", head.created().toString());
            json.writeStringField("device", head.device());
            json.writeNumberField("schema", head.schema());
            json.writeNumberField("scans", head.scans());
            json.writeNumberField("photos", head.photos());
            json.writeArrayFieldStart("files");
            for (Item item : items) {
                json.writeStartObject();
                json.writeStringField("path", item.path());
                json.writeNumberField("bytes", item.bytes());
                json.writeStringField("sha256", item.sha256());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** The files of a list that are there; those that went meanwhile are named to {@code missing}. */
    static List<Item> present(List<Item> wanted, Consumer<String> missing) throws IOException {
        List<Item> there = new ArrayList<>();
        for (Item item : wanted) {
            try {
                if (Files.size(item.source()) == item.bytes()) {
                    there.add(item);
                } else {
                    missing.accept(item.path());
                }
            } catch (NoSuchFileException e) {
                missing.accept(item.path());
            }
        }
        return there;
    }
}
