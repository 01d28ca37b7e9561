package rollcall.launcher.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import rollcall.launcher.home.Disk;
import rollcall.launcher.home.SystemDisk;

/**
 * A disk that stops the world before its n-th call: that call and all later ones throw {@link PowerCut}. What was not
 * forced to the disk by then may be gone: {@link #lose()} takes it away, contents and names.
 */
final class CutDisk implements Disk {
    private final Disk disk = new SystemDisk();
    private final int cutAt;
    private int calls;

    /** File to the length that is sure to be there. */
    private final Map<Path, Long> unforced = new HashMap<>();

    /** What takes names back, newest first, by folder. */
    private final Map<Path, Deque<Undo>> names = new HashMap<>();

    /** Not an exception: nothing catches it, as nothing survives a power cut. */
    static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;
    }

    @FunctionalInterface
    private interface Undo {
        void run() throws IOException;
    }

    /** @param cutAt the first call that is not done, from 0 on; -1 for no cut */
    CutDisk(int cutAt) {
        this.cutAt = cutAt;
    }

    int calls() {
        return calls;
    }

    private void call() {
        if (cutAt >= 0 && calls >= cutAt) {
            throw new PowerCut();
        }
        calls++;
    }

    private void named(Path file, Undo undo) {
        names.computeIfAbsent(file.getParent(), missing -> new ArrayDeque<>()).push(undo);
    }

    @Override
    public void create(Path file, String permissions) throws IOException {
        call();
        disk.create(file, permissions);
        unforced.put(file, 0L);
    }

    @Override
    public void append(Path file, byte[] bytes, int offset, int length) throws IOException {
        if (cutAt >= 0 && calls == cutAt && length > 1) {
            // Half of a write may have reached the disk.
            disk.append(file, bytes, offset, length / 2);
        }
        call();
        unforced.putIfAbsent(file, Files.size(file));
        disk.append(file, bytes, offset, length);
    }

    @Override
    public void truncate(Path file, long length) throws IOException {
        call();
        disk.truncate(file, length);
    }

    @Override
    public void force(Path file) throws IOException {
        call();
        disk.force(file);
        unforced.remove(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        call();
        disk.forceFolder(folder);
        names.remove(folder);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        call();
        boolean link = Files.isSymbolicLink(to);
        Path target = link ? Files.readSymbolicLink(to) : null;
        byte[] before = !link && Files.exists(to) ? Files.readAllBytes(to) : null;
        disk.rename(from, to);
        Long sure = unforced.remove(from);
        if (sure != null) {
            unforced.put(to, sure);
        }
        named(to, () -> {
            disk.rename(to, from);
            if (target != null) {
                disk.symlink(to, target);
            } else if (before != null) {
                Files.write(to, before);
            }
        });
    }

    @Override
    public void symlink(Path link, Path target) throws IOException {
        call();
        disk.symlink(link, target);
        named(link, () -> disk.delete(link));
    }

    @Override
    public void delete(Path file) throws IOException {
        call();
        disk.delete(file);
    }

    @Override
    public long free(Path folder) throws IOException {
        return disk.free(folder);
    }

    /** Takes away what a disk may have lost: names first, newest first, then contents. */
    void lose() throws IOException {
        for (Deque<Undo> undos : names.values()) {
            for (Undo undo : undos) {
                undo.run();
            }
        }
        for (Map.Entry<Path, Long> file : unforced.entrySet()) {
            if (Files.isRegularFile(file.getKey())) {
                disk.truncate(file.getKey(), file.getValue());
            }
        }
    }
}
