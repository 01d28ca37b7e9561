package rollcall.store.timetable;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import rollcall.store.StoreException;
import rollcall.store.admission.Timetable;
import rollcall.store.file.LiveFile;

/**
 * Follows the school's schedule in its file.
 *
 * <p>A file that is torn or makes no sense leaves the last good schedule in force, over a restart too; without a file there
 * is none. {@link #step()} belongs to one thread, {@link #timetable()} to any.
 */
public final class TimetableFile {
    private static final System.Logger LOG = System.getLogger("rollcall.store");

    /** More than any school's schedule, less than the heap. */
    private static final long MAX_BYTES = 1 << 20;

    private final LiveFile file;
    private volatile Timetable timetable = Timetable.NONE;

    /** Where the text of the last good file is kept. */
    public interface Memory {
        /** The text that is kept. */
        Optional<String> text() throws StoreException;

        /** Keeps this text in place of what is kept. */
        void keep(String text) throws StoreException;

        /** Keeps nothing any more. */
        void forget() throws StoreException;
    }

    /** Puts the last good schedule in force, until {@link #step()} finds something else. */
    public TimetableFile(Path file, Memory memory) throws StoreException {
        this.file = new LiveFile("schedule", file, new LiveFile.Content() {
            @Override
            public void take(Path path) throws IOException, StoreException {
                String text = text(path);
                timetable = TimetableJson.read(text);
                memory.keep(text);
                LOG.log(System.Logger.Level.INFO, "schedule taken from {0}", path);
            }

            @Override
            public void remove(boolean before) throws StoreException {
                timetable = Timetable.NONE;
                memory.forget();
                if (before) {
                    LOG.log(System.Logger.Level.INFO, "schedule removed: students come and go at any time");
                }
            }
        });
        Optional<String> kept = memory.text();
        if (kept.isPresent()) {
            try {
                timetable = TimetableJson.read(kept.get());
            } catch (IOException e) {
                LOG.log(System.Logger.Level.ERROR, "the last good schedule is not used: {0}", e.getMessage());
            }
        }
    }

    private static String text(Path path) throws IOException {
        if (Files.size(path) > MAX_BYTES) {
            throw new IOException("it has " + Files.size(path) + " bytes: allowed are 1 to " + MAX_BYTES);
        }
        try {
            String text = Files.readString(path, StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException("not UTF-8; save it in UTF-8", e);
        }
    }

    /** Looks whether the file changed and takes it in if so. */
    public void step() {
        file.step();
    }

    /** The schedule in force. */
    public Timetable timetable() {
        return timetable;
    }
}
