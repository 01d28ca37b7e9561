package rollcall.itest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A disk that forgets at a power cut what nobody waited for: a model, as pessimistic as POSIX allows.
 *
 * <p>Bytes are certain after a sync of their file. Names are kept in a journal: those since the last sync survive as a
 * beginning of any length, in order.
 */
final class ForgetfulDisk {
    /** Which syncs make names certain. */
    enum Journal {
        /** Any sync writes the whole journal, as on ext4. */
        WITH_EVERY_SYNC,
        /** Only the sync of a folder, and for this folder alone: all that POSIX promises. */
        WITH_ITS_FOLDER
    }

    private static final int FOLDER = 0;
    private static final double[] KEEP = {0, 0.1, 0.5, 0.9, 1};

    private final Journal journal;
    private final Map<Integer, ForgetfulFile> files = new HashMap<>();
    private final TreeMap<String, Integer> certain = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private int applied;

    /** @param number which operation it was */
    private record Change(int number, DiskOperation.NameChange operation) {}

    ForgetfulDisk(Journal journal) {
        this.journal = journal;
    }

    /** How many operations it has seen. */
    int applied() {
        return applied;
    }

    void apply(DiskOperation operation) {
        if (operation instanceof DiskOperation.NameChange change) {
            changes.add(new Change(applied, change));
        } else if (operation instanceof DiskOperation.Write write) {
            file(write.file()).change(applied, write);
        } else if (operation instanceof DiskOperation.Resize resize) {
            file(resize.file()).change(applied, resize);
        } else if (operation instanceof DiskOperation.SyncFile sync) {
            file(sync.file()).sync(sync.begun());
            if (journal == Journal.WITH_EVERY_SYNC) {
                commit(sync.begun());
            }
        } else if (operation instanceof DiskOperation.SyncFolder sync) {
            if (journal == Journal.WITH_EVERY_SYNC) {
                commit(sync.begun());
            } else {
                commit(sync.begun(), sync.name());
            }
        }
        applied++;
    }

    private ForgetfulFile file(int number) {
        return files.computeIfAbsent(number, unused -> new ForgetfulFile());
    }

    private void commit(int begun) {
        changes.removeIf(change -> {
            if (change.number < begun) {
                apply(certain, change.operation);
                return true;
            }
            return false;
        });
    }

    /** A rename from another folder brings along what came before it there. */
    private void commit(int begun, String folder) {
        Set<String> folders = new HashSet<>(Set.of(folder));
        List<Change> found = new ArrayList<>();
        for (int i = changes.size() - 1; i >= 0; i--) {
            Change change = changes.get(i);
            if (change.number < begun && change.operation.folders().stream().anyMatch(folders::contains)) {
                folders.addAll(change.operation.folders());
                found.add(0, change);
            }
        }
        found.forEach(change -> apply(certain, change.operation));
        changes.removeAll(found);
    }

    private static void apply(Map<String, Integer> names, DiskOperation.NameChange change) {
        if (change instanceof DiskOperation.CreateFile create) {
            names.put(create.name(), create.file());
        } else if (change instanceof DiskOperation.CreateFolder create) {
            names.put(create.name(), FOLDER);
        } else if (change instanceof DiskOperation.Remove remove) {
            names.remove(remove.name());
        } else if (change instanceof DiskOperation.Rename rename) {
            Integer file = names.remove(rename.from());
            if (file != null) {
                names.put(rename.to(), file);
            }
        }
    }

    /** Writes into an empty folder what may be found after a power cut now. */
    void materialise(Path folder, Random random) throws IOException {
        double keep = KEEP[random.nextInt(KEEP.length)];
        TreeMap<String, Integer> names = new TreeMap<>(certain);
        changes.subList(0, random.nextInt(changes.size() + 1)).forEach(change -> apply(names, change.operation));
        // In the order of names a folder comes before what is in it.
        for (Map.Entry<String, Integer> entry : names.entrySet()) {
            Path path = folder.resolve(entry.getKey());
            if (!Files.isDirectory(folder.resolve(DiskOperation.parent(entry.getKey())))) {
                continue;
            }
            if (entry.getValue() == FOLDER) {
                Files.createDirectory(path);
            } else {
                write(path, file(entry.getValue()).survivor(random, keep));
            }
        }
    }

    private static void write(Path path, ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
