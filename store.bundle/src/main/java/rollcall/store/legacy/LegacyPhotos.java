package rollcall.store.legacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import rollcall.scan.Photo;

/** The predecessor's photos: finds the file a row points at, and knows those that no row points at. */
final class LegacyPhotos {
    private final Path database;
    private final Optional<Path> folder;
    private final Set<Path> pointedAt = new HashSet<>();

    /**
     * The photos of a database.
     *
     * @param database the predecessor's database
     * @param folder where its photos are; empty to look from the database's folder upwards
     */
    LegacyPhotos(Path database, Optional<Path> folder) {
        this.database = database.toAbsolutePath().normalize();
        this.folder = folder.map(path -> path.toAbsolutePath().normalize());
    }

    /** The file that a row points at, if it is there. Whatever becomes of the row, the file belongs to one. */
    Optional<Path> find(String pointer) {
        Optional<Path> found = candidates(pointer).stream()
                .filter(path -> Files.isRegularFile(path))
                .findFirst();
        found.ifPresent(pointedAt::add);
        return found;
    }

    private List<Path> candidates(String pointer) {
        List<Path> candidates = new ArrayList<>();
        Path given;
        Path name;
        try {
            given = Path.of(pointer.strip());
            name = Path.of(String.valueOf(given.getFileName()));
        } catch (InvalidPathException e) {
            return candidates;
        }
        if (folder.isPresent()) {
            below(folder.get(), given, candidates);
            below(folder.get(), name, candidates);
            return candidates;
        }
        if (given.isAbsolute()) {
            candidates.add(given.normalize());
        }
        for (Path base = database.getParent(); base != null; base = base.getParent()) {
            below(base, given, candidates);
        }
        below(database.resolveSibling("photos"), name, candidates);
        return candidates;
    }

    /** A pointer must not lead out of the folder it starts from. */
    private static void below(Path base, Path pointer, List<Path> candidates) {
        Path path = base.resolve(pointer).normalize();
        if (!pointer.isAbsolute() && path.startsWith(base)) {
            candidates.add(path);
        }
    }

    /** Reads a photo, or says why it is none. */
    static Photo read(Path file) throws SkippedRow {
        byte[] bytes;
        try {
            long size = Files.size(file);
            if (size == 0) {
                throw new SkippedRow("the file is empty");
            }
            if (size > Photo.MAX_BYTES) {
                throw new SkippedRow("the file has more than " + (Photo.MAX_BYTES >> 20) + " MB");
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new SkippedRow("the file cannot be read");
        }
        try {
            return new Photo(bytes);
        } catch (IllegalArgumentException e) {
            throw new SkippedRow("the file is no JPEG");
        }
    }

    /** The files in the folder of photos that no row points at; to be asked when all rows were. */
    List<Path> others() throws IOException {
        Set<Path> others = new TreeSet<>();
        List<Path> folders = folder.isPresent()
                ? List.of(folder.get(), folder.get().resolve("data/photos"))
                : List.of(
                        database.resolveSibling("photos"),
                        database.resolveSibling("data").resolve("photos"));
        for (Path each : folders) {
            if (Files.isDirectory(each)) {
                try (Stream<Path> files = Files.list(each)) {
                    files.filter(path -> Files.isRegularFile(path) && !path.equals(database))
                            .filter(path -> !pointedAt.contains(path))
                            .forEach(others::add);
                }
            }
        }
        return List.copyOf(others);
    }
}
