package rollcall.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import rollcall.launcher.home.DurableFile;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Sha256;

/** Brings a backup into a home: checks all of it beside the old data, then switches. Whoever uses it holds the process lock. */
final class Restoration {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** What a backup does not contain and the new data therefore take from the old. */
    private static final List<String> CARRIED = List.of("logs", "backups");

    /** Free space to be left over. */
    private static final long SPARE_BYTES = 16L << 20;

    private final Home home;
    private final Clock clock;
    private final Consumer<String> lines;

    /**
     * Makes a restoration.
     *
     * @param lines gets progress and what is worth saying, in the format of {@link OutputLine#of}
     */
    Restoration(Home home, Clock clock, Consumer<String> lines) {
        this.home = home;
        this.clock = clock;
        this.lines = lines;
    }

    /** Restores; returns the switch that was made. Throws in words for people if it refuses, with nothing touched. */
    RestoreSwitch restore(Path file, boolean replace) throws IOException {
        RestoreSwitch change = prepare(file, replace);
        change.commit(replace);
        change.run();
        return change;
    }

    /** All before the decision: new data complete and durable beside the old. */
    RestoreSwitch prepare(Path file, boolean replace) throws IOException {
        if (!replace && Files.exists(home.root().resolve(BackupManifest.DATABASE))) {
            throw new IOException(
                    home.root() + " has data already; to move them aside and use the backup's, add --replace");
        }
        String stamp = STAMP.format(clock.instant());
        RestoreSwitch change = new RestoreSwitch(home, stamp, lines);
        try (BackupArchive archive = BackupArchive.open(file)) {
            requireSpace(archive.manifest());
            lines.accept("restoring the backup of " + archive.manifest().created() + ", device "
                    + archive.manifest().device());
            FileTree.delete(change.folder());
            Files.createDirectories(change.folder());
            archive.unpack(change.folder(), lines);
            for (String name : CARRIED) {
                FileTree.link(
                        home.data().resolve(name),
                        change.folder().resolve("data").resolve(name));
            }
            String line = clock.instant() + " " + Sha256.of(file) + "\n";
            DurableFile.write(change.folder().resolve("data/restored"), line.getBytes(StandardCharsets.US_ASCII));
            FileTree.syncFolders(change.folder());
            DurableFile.syncFolder(home.root());
            return change;
        } catch (IOException | RuntimeException e) {
            FileTree.delete(change.folder());
            throw e;
        }
    }

    private void requireSpace(BackupManifest manifest) throws IOException {
        long usable = Files.getFileStore(home.root()).getUsableSpace();
        if (manifest.bytes() > usable - SPARE_BYTES) {
            throw new IOException("it needs " + ((manifest.bytes() + SPARE_BYTES) >> 20) + " MiB and " + (usable >> 20)
                    + " MiB are free on the disk of " + home.root());
        }
    }
}
