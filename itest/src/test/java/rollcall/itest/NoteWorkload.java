package rollcall.itest;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A program that keeps notes in a file each, well or badly: what the power-cut harness is tried on. */
final class NoteWorkload {
    /** How a note is kept. */
    enum Way {
        /** Written aside, synced, renamed, folder synced, announced. */
        CAREFUL,
        /** Announced before it is synced. */
        HASTY,
        /** The sync of the folder is left out. */
        NAMELESS
    }

    private NoteWorkload() {}

    /** Arguments: an empty folder, a {@link Way}, how many notes. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Way way = Way.valueOf(arguments[1]);
        for (int number = 0; number < Integer.parseInt(arguments[2]); number++) {
            keep(folder, way, "note" + number);
        }
    }

    private static void keep(Path folder, Way way, String name) throws Exception {
        Path aside = folder.resolve(name + ".part");
        try (FileChannel file = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(text(name).getBytes(StandardCharsets.UTF_8)));
            if (way == Way.HASTY) {
                announce(name);
            }
            file.force(true);
        }
        Files.move(aside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        if (way != Way.NAMELESS) {
            try (FileChannel entries = FileChannel.open(folder)) {
                entries.force(true);
            }
        }
        if (way != Way.HASTY) {
            announce(name);
        }
    }

    private static void announce(String name) {
        System.out.println(name);
        System.out.flush();
    }

    /** Some sectors long. */
    static String text(String name) {
        return (name + " ").repeat(300);
    }
}
