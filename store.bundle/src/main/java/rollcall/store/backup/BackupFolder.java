package rollcall.store.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The backups in {@code data/backups}: which there are, which is the newest, which are too many. */
public final class BackupFolder {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'attendance-'yyyyMMdd'T'HHmmss'Z.zip'").withZone(ZoneOffset.UTC);

    private final Path folder;

    public BackupFolder(Path home) {
        this.folder = home.resolve("data/backups");
    }

    /** Where a backup of this time goes. */
    public Path path(Instant at) {
        return folder.resolve(NAME.format(at));
    }

    /** The backups, newest first by their names. */
    public List<Path> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("attendance-[0-9]{8}T[0-9]{6}Z\\.zip"))
                    .sorted(Comparator.comparing(Path::toString).reversed())
                    .toList();
        }
    }

    /** When the newest backup was made, by its name. */
    public Optional<Instant> newest() throws IOException {
        return list().stream()
                .findFirst()
                .map(file -> NAME.parse(file.getFileName().toString(), Instant::from));
    }

    /** Deletes all but the newest ones. */
    public void keep(int newest) throws IOException {
        List<Path> all = list();
        for (Path file : all.subList(Math.min(newest, all.size()), all.size())) {
            Files.delete(file);
        }
    }

    /** Unpacks the database of the newest backup that can be read. */
    public Optional<Path> newestDatabase(Path into) throws IOException {
        for (Path file : list()) {
            try (ZipFile zip = new ZipFile(file.toFile())) {
                ZipEntry entry = zip.getEntry(BackupWriter.DATABASE);
                if (entry == null) {
                    continue;
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, into, StandardCopyOption.REPLACE_EXISTING);
                }
                return Optional.of(into);
            } catch (IOException e) {
                System.getLogger("rollcall.store")
                        .log(System.Logger.Level.WARNING, "backup {0} cannot be read: {1}", file, e.getMessage());
            }
        }
        return Optional.empty();
    }
}
