package rollcall.store.roster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import rollcall.scan.Student;
import rollcall.store.StoreException;

/**
 * Keeps the roster of the database in step with its file.
 *
 * <p>A file that is torn or makes no sense leaves the last good roster in force. Belongs to one thread.
 */
public final class RosterFile {
    private static final System.Logger LOG = System.getLogger("rollcall.store");

    private final Path file;
    private final Target target;
    private Optional<Stamp> seen = Optional.empty();
    private boolean looked;

    /** Where a good roster goes. */
    public interface Target {
        /** Puts these students in place of those there are. */
        void replace(Collection<Student> students) throws StoreException;

        /** There is no roster. */
        void remove() throws StoreException;
    }

    public RosterFile(Path file, Target target) {
        this.file = file;
        this.target = target;
    }

    /** What tells one state of the file from another without reading it. */
    private record Stamp(long modifiedMillis, long size, String key) {}

    /** Looks whether the file changed and takes it in if so. */
    public void step() {
        Optional<Stamp> now;
        try {
            now = stamp();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "roster {0} cannot be looked at: {1}", file, e.getMessage());
            return;
        }
        if (looked && now.equals(seen)) {
            return;
        }
        try {
            if (now.isPresent()) {
                List<Student> students = RosterCsv.read(file);
                target.replace(students);
                LOG.log(System.Logger.Level.INFO, "roster with {0} students", students.size());
            } else {
                target.remove();
                if (seen.isPresent()) {
                    LOG.log(System.Logger.Level.INFO, "roster removed: every well-formed code is let in");
                }
            }
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "roster {0} is not taken, the last good one stays: {1}",
                    file,
                    e.getMessage());
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.ERROR, "roster {0} is taken up later: {1}", file, e.getMessage());
            return;
        }
        looked = true;
        seen = now;
    }

    private Optional<Stamp> stamp() throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(
                    attributes.lastModifiedTime().toMillis(), attributes.size(), String.valueOf(attributes.fileKey())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
