package rollcall.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import rollcall.store.StoreException;

/**
 * A file that is taken in whenever it changes.
 *
 * <p>A file that is torn or makes no sense is complained about once and changes nothing. Belongs to one thread.
 */
public final class LiveFile {
    private static final System.Logger LOG = System.getLogger("rollcall.store");

    private final String what;
    private final Path file;
    private final Content content;
    private Optional<Stamp> seen = Optional.empty();
    private boolean looked;
    private String said = "";

    /** What becomes of the file. */
    public interface Content {
        /**
         * Takes the file in, wholly or not at all.
         *
         * @throws IOException in one line, why the file cannot be used as it is
         * @throws StoreException why it has to be taken in again later
         */
        void take(Path file) throws IOException, StoreException;

        /**
         * There is no file.
         *
         * @param before whether there was one at the look before
         */
        void remove(boolean before) throws StoreException;
    }

    /**
     * Looks at nothing yet.
     *
     * @param what the file's name in the log, such as {@code roster}
     */
    public LiveFile(String what, Path file, Content content) {
        this.what = what;
        this.file = file;
        this.content = content;
    }

    /** What tells one state of the file from another without reading it. */
    private record Stamp(FileTime modified, long size, String key) {}

    /** Looks whether the file changed and takes it in if so. */
    public void step() {
        Optional<Stamp> now;
        try {
            now = stamp();
        } catch (IOException e) {
            say("cannot be looked at: " + e.getMessage());
            return;
        }
        if (looked && now.equals(seen)) {
            return;
        }
        try {
            if (now.isPresent()) {
                content.take(file);
            } else {
                content.remove(seen.isPresent());
            }
            said = "";
        } catch (IOException e) {
            say("is not taken, the last good one stays: " + e.getMessage());
        } catch (StoreException e) {
            say("is taken up later: " + e.getMessage());
            return;
        }
        looked = true;
        seen = now;
    }

    /** Complains, but not twice in a row about the same. */
    private void say(String complaint) {
        if (!complaint.equals(said)) {
            LOG.log(System.Logger.Level.ERROR, what + " " + file + " " + complaint);
            said = complaint;
        }
    }

    private Optional<Stamp> stamp() throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(
                    new Stamp(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
