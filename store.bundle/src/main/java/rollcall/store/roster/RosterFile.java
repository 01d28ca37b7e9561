package rollcall.store.roster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Keeps a {@link Roster} in step with its file.
 *
 * <p>A file that is torn or makes no sense leaves the last good roster in force. {@link #step()} is called by one thread;
 * {@link #current()} by any.
 */
public final class RosterFile {
    private static final System.Logger LOG = System.getLogger("rollcall.store");

    private final Path file;
    private Optional<Stamp> seen = Optional.empty();
    private boolean looked;
    private volatile Roster current = Roster.NONE;

    public RosterFile(Path file) {
        this.file = file;
    }

    /** What tells one state of the file from another without reading it. */
    private record Stamp(long modifiedMillis, long size, String key) {}

    public Roster current() {
        return current;
    }

    /** Looks whether the file changed and reads it if so. */
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
        looked = true;
        seen = now;
        if (now.isEmpty()) {
            if (current.installed()) {
                LOG.log(System.Logger.Level.INFO, "roster removed: every well-formed code is let in");
            }
            current = Roster.NONE;
            return;
        }
        try {
            current = RosterCsv.read(file);
            LOG.log(
                    System.Logger.Level.INFO,
                    "roster with {0} students",
                    current.students().size());
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "roster {0} is not taken, the last good one stays ({1} students): {2}",
                    file,
                    current.students().size(),
                    e.getMessage());
        }
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
