package rollcall.itest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the system calls of one process into operations on one folder, and its standard output into announcements.
 *
 * <p>What the model of the disk does not know (hard links, shared mappings other than SQLite's {@code -shm},
 * {@code fallocate}, copies inside the kernel) ends the recording with an error; nothing is left out in silence.
 */
final class FolderRecorder {
    private final List<DiskOperation> operations = new ArrayList<>();
    private final Descriptors descriptors = new Descriptors();
    private final Path root;
    private final NameRecorder names;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    FolderRecorder(Path root) {
        this.root = root;
        this.names = new NameRecorder(root, descriptors, operations);
    }

    /** In the order in which they took place. */
    List<DiskOperation> operations() {
        return operations;
    }

    /**
     * Takes a call that has ended.
     *
     * @param begun how many operations there were when it began
     */
    void take(SystemCall call, int begun) {
        if (call.result() == -1 || names.take(call)) {
            return;
        }
        switch (call.name()) {
            case "close" -> descriptors.close(call.number(0));
            case "dup", "dup2", "dup3" -> descriptors.copy(call.number(0), call.result());
            case "fcntl" -> {
                if (call.argument(1).startsWith("F_DUPFD")) {
                    descriptors.copy(call.number(0), call.result());
                }
            }
            case "clone", "clone3" -> {}
            // Their first argument is another file, or an address.
            case "mmap" -> take(call, 4, begun);
            case "copy_file_range", "splice" -> take(call, 2, begun);
            default -> take(call, 0, begun);
        }
    }

    private void take(SystemCall call, int argument, int begun) {
        descriptors.get(call.number(argument)).ifPresent(opened -> take(call, opened, begun));
    }

    private void take(SystemCall call, Descriptors.Opened opened, int begun) {
        switch (opened.kind) {
            case STANDARD_OUTPUT -> {
                if (call.name().startsWith("write")) {
                    print(written(call));
                }
            }
            case FILE -> change(call, opened, begun);
            case FOLDER -> {
                if (call.name().equals("fsync") || call.name().equals("fdatasync")) {
                    operations.add(new DiskOperation.SyncFolder(
                            root.relativize(opened.path).toString(), begun));
                }
            }
            case OUTSIDE -> {}
        }
    }

    private void change(SystemCall call, Descriptors.Opened opened, int begun) {
        switch (call.name()) {
            case "lseek" -> opened.position = call.result();
            case "read", "readv" -> opened.position += call.result();
            case "write", "writev" -> {
                if (opened.appends) {
                    // Where it goes depends on the file's size, which nobody has needed so far.
                    throw new UnknownCallException(call);
                }
                write(opened, opened.position, written(call));
                opened.position += call.result();
            }
            case "pwrite64", "pwritev", "pwritev2" -> write(opened, Long.decode(call.argument(3)), written(call));
            case "ftruncate" -> operations.add(new DiskOperation.Resize(opened.file, call.number(1)));
            case "fsync", "fdatasync" -> operations.add(new DiskOperation.SyncFile(opened.file, begun));
            case "mmap" -> {
                boolean shared = call.argument(3).contains("MAP_SHARED");
                if (shared
                        && call.argument(2).contains("PROT_WRITE")
                        && !opened.path.toString().endsWith("-shm")) {
                    throw new UnknownCallException(call);
                }
            }
            // A promise to write soon, not that it was written.
            case "sync_file_range" -> {}
            default -> throw new UnknownCallException(call);
        }
    }

    private void write(Descriptors.Opened opened, long offset, byte[] bytes) {
        operations.add(new DiskOperation.Write(opened.file, Math.toIntExact(offset), ByteBuffer.wrap(bytes)));
        if (opened.synced) {
            operations.add(new DiskOperation.SyncFile(opened.file, DiskOperation.ALL));
        }
    }

    /** What was written of what was given. */
    private static byte[] written(SystemCall call) {
        return Arrays.copyOf(call.bytes(1), Math.toIntExact(call.result()));
    }

    private void print(byte[] bytes) {
        for (byte next : bytes) {
            if (next == '\n') {
                operations.add(new DiskOperation.Announce(line.toString(StandardCharsets.UTF_8)));
                line.reset();
            } else {
                line.write(next);
            }
        }
    }
}
