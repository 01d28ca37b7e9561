package rollcall.itest;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The open files of a traced process by their numbers. */
final class Descriptors {
    /** What was opened once, however many numbers it has by now. */
    static final class Opened {
        final Path path;
        final Kind kind;
        final int file;
        final boolean appends;
        final boolean synced;
        long position;

        Opened(Path path, Kind kind, int file, String flags) {
            this.path = path;
            this.kind = kind;
            this.file = file;
            this.appends = flags.contains("O_APPEND");
            this.synced = flags.contains("O_SYNC") || flags.contains("O_DSYNC");
        }
    }

    enum Kind {
        STANDARD_OUTPUT,
        FILE,
        FOLDER,
        /** Neither standard output nor below the folder of interest. */
        OUTSIDE
    }

    private final Map<Integer, Opened> opened = new HashMap<>();

    Descriptors() {
        opened.put(1, new Opened(Path.of("/"), Kind.STANDARD_OUTPUT, 0, ""));
    }

    void put(long number, Opened what) {
        opened.put((int) number, what);
    }

    void copy(int from, long to) {
        Opened what = opened.get(from);
        if (what == null) {
            opened.remove((int) to);
        } else {
            put(to, what);
        }
    }

    void close(int number) {
        opened.remove(number);
    }

    /** Nothing for what is no file: sockets, pipes. */
    Optional<Opened> get(int number) {
        return Optional.ofNullable(opened.get(number));
    }
}
