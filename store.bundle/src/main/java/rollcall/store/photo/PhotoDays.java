package rollcall.store.photo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The day folders below {@code data/photos} as they lie on the disk. May be used from any thread. */
public final class PhotoDays {
    private static final String PHOTO = "[0-9a-f]{64}\\.jpg";
    private static final String UNFINISHED = "incoming-.*\\.tmp";

    private final Path root;

    public PhotoDays(Path root) {
        this.root = root;
    }

    /** The folder of a day, below the root. */
    static String folder(LocalDate day) {
        return String.format(Locale.ROOT, "%04d/%02d/%02d", day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }

    /** The days that have a folder, oldest first. */
    public Set<LocalDate> all() throws IOException {
        Set<LocalDate> days = new TreeSet<>();
        for (Path year : named(root, "[0-9]{4}")) {
            for (Path month : named(year, "[0-9]{2}")) {
                for (Path day : named(month, "[0-9]{2}")) {
                    try {
                        days.add(LocalDate.of(number(year), number(month), number(day)));
                    } catch (DateTimeException e) {
                        // Not a folder of ours: we make none for a day that does not exist.
                    }
                }
            }
        }
        return days;
    }

    private static int number(Path folder) {
        return Integer.parseInt(folder.getFileName().toString());
    }

    private static List<Path> named(Path folder, String name) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                folder, entry -> entry.getFileName().toString().matches(name))) {
            entries.forEach(found::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return found;
    }

    /** The photos of a day. */
    List<Path> photos(LocalDate day) throws IOException {
        return named(root.resolve(folder(day)), PHOTO);
    }

    /** What was begun on a day and is no photo yet. */
    List<Path> unfinished(LocalDate day) throws IOException {
        return named(root.resolve(folder(day)), UNFINISHED);
    }

    /** How a row names a photo. */
    String path(Path photo) {
        return root.relativize(photo).toString().replace('\\', '/');
    }

    boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    /** The bytes of a day's photos. */
    public long bytes(LocalDate day) throws IOException {
        long bytes = 0;
        for (Path photo : photos(day)) {
            try {
                bytes += Files.size(photo);
            } catch (NoSuchFileException e) {
                // Removed since it was listed.
            }
        }
        return bytes;
    }

    /** Removes files, and folders of days before {@code today} that become empty; it is durable when this returns. */
    public void remove(Collection<Path> files, LocalDate today) throws IOException {
        Set<Path> folders = new TreeSet<>();
        for (Path file : files) {
            Files.deleteIfExists(file);
            folders.add(file.resolveSibling("."));
        }
        for (Path folder : folders) {
            Path day = folder.normalize();
            if (!Files.isDirectory(day)) {
                continue;
            }
            sync(day);
            // Into the folders of these two days something may be written at this moment.
            if (!day.endsWith(folder(today)) && !day.endsWith(folder(today.minusDays(1)))) {
                removeEmpty(day);
            }
        }
    }

    /** Removes photos by the names that rows give them. */
    public void removePaths(Collection<String> paths, LocalDate today) throws IOException {
        remove(paths.stream().map(root::resolve).toList(), today);
    }

    private static void removeEmpty(Path day) throws IOException {
        try {
            Files.delete(day);
        } catch (DirectoryNotEmptyException e) {
            return;
        }
        sync(day.resolveSibling("."));
    }

    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
