package rollcall.itest;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the system calls that name a file into operations on one folder, which was empty at first. */
final class NameRecorder {
    private static final int FOLDER = 0;
    private static final String HERE = "AT_FDCWD";

    private final Path root;
    private final Descriptors descriptors;
    private final List<DiskOperation> operations;
    /** What bears each name now: the number of a file, or {@link #FOLDER}. */
    private final Map<String, Integer> names = new HashMap<>(Map.of("", FOLDER));

    private int files = FOLDER;

    NameRecorder(Path root, Descriptors descriptors, List<DiskOperation> operations) {
        this.root = root;
        this.descriptors = descriptors;
        this.operations = operations;
    }

    /** Whether this was a call that names a file. */
    boolean take(SystemCall call) {
        switch (call.name()) {
            case "creat" -> open(call, path(call, HERE, 0), "O_CREAT|O_TRUNC");
            case "open" -> open(call, path(call, HERE, 0), call.argument(1));
            case "openat" -> open(call, path(call, call.argument(0), 1), call.argument(2));
            case "mkdir" -> makeFolder(path(call, HERE, 0));
            case "mkdirat" -> makeFolder(path(call, call.argument(0), 1));
            case "unlink", "rmdir" -> remove(path(call, HERE, 0));
            case "unlinkat" -> remove(path(call, call.argument(0), 1));
            case "rename" -> rename(call, path(call, HERE, 0), path(call, HERE, 1));
            case "renameat", "renameat2" ->
                rename(call, path(call, call.argument(0), 1), path(call, call.argument(2), 3));
            case "truncate" -> refuse(call, path(call, HERE, 0));
            case "link", "symlink" -> refuse(call, path(call, HERE, 1));
            case "linkat" -> refuse(call, path(call, call.argument(2), 3));
            case "symlinkat" -> refuse(call, path(call, call.argument(1), 2));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Path path(SystemCall call, String folder, int index) {
        Path path = Path.of(call.text(index));
        if (path.isAbsolute() || folder.equals(HERE)) {
            return path.toAbsolutePath().normalize();
        }
        return descriptors
                .get(Integer.parseInt(folder))
                .map(opened -> opened.path.resolve(path).normalize())
                .orElseThrow(() -> new UnknownCallException(call));
    }

    private Optional<String> below(Path path) {
        return path.startsWith(root) ? Optional.of(root.relativize(path).toString()) : Optional.empty();
    }

    private void open(SystemCall call, Path path, String flags) {
        Optional<String> name = below(path);
        if (name.isEmpty()) {
            descriptors.put(call.result(), new Descriptors.Opened(path, Descriptors.Kind.OUTSIDE, 0, flags));
            return;
        }
        Integer known = names.get(name.get());
        int file;
        if (known != null) {
            file = known;
            if (flags.contains("O_TRUNC")) {
                operations.add(new DiskOperation.Resize(file, 0));
            }
        } else if (flags.contains("O_CREAT")) {
            file = ++files;
            names.put(name.get(), file);
            operations.add(new DiskOperation.CreateFile(name.get(), file));
        } else {
            throw new UnknownCallException(call);
        }
        Descriptors.Kind kind = file == FOLDER ? Descriptors.Kind.FOLDER : Descriptors.Kind.FILE;
        descriptors.put(call.result(), new Descriptors.Opened(path, kind, file, flags));
    }

    private void makeFolder(Path path) {
        below(path).ifPresent(name -> {
            names.put(name, FOLDER);
            operations.add(new DiskOperation.CreateFolder(name));
        });
    }

    private void remove(Path path) {
        below(path).ifPresent(name -> {
            names.remove(name);
            operations.add(new DiskOperation.Remove(name));
        });
    }

    private void rename(SystemCall call, Path from, Path to) {
        Optional<String> before = below(from);
        Optional<String> after = below(to);
        if (before.isEmpty() && after.isEmpty()) {
            return;
        }
        Integer file = before.map(names::remove).orElse(FOLDER);
        // A folder would take the names in it along.
        if (file == FOLDER || after.isEmpty() || call.argument(4).contains("RENAME_EXCHANGE")) {
            throw new UnknownCallException(call);
        }
        names.put(after.get(), file);
        operations.add(new DiskOperation.Rename(before.orElseThrow(), after.get()));
    }

    private void refuse(SystemCall call, Path path) {
        if (path.startsWith(root)) {
            throw new UnknownCallException(call);
        }
    }
}
