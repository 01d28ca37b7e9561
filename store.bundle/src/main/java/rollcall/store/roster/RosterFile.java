package rollcall.store.roster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import rollcall.store.RosterLine;
import rollcall.store.StoreException;
import rollcall.store.file.LiveFile;

/**
 * Keeps the roster of the database in step with its file.
 *
 * <p>A file that is torn or makes no sense leaves the last good roster in force. Belongs to one thread.
 */
public final class RosterFile {
    private static final System.Logger LOG = System.getLogger("rollcall.store");

    private final LiveFile file;

    /** Where a good roster goes. */
    public interface Target {
        /** Puts these students in place of those there are. */
        void replace(Collection<RosterLine> students) throws StoreException;

        /** There is no roster. */
        void remove() throws StoreException;
    }

    public RosterFile(Path file, Target target) {
        this.file = new LiveFile("roster", file, new LiveFile.Content() {
            @Override
            public void take(Path path) throws IOException, StoreException {
                List<RosterLine> students = RosterCsv.read(path);
                target.replace(students);
                LOG.log(System.Logger.Level.INFO, "roster with {0} students", students.size());
            }

            @Override
            public void remove(boolean before) throws StoreException {
                target.remove();
                if (before) {
                    LOG.log(
                            System.Logger.Level.INFO,
                            "roster file removed: the far end's roster is in force, or without one every well-formed"
                                    + " code let in");
                }
            }
        });
    }

    /** Looks whether the file changed and takes it in if so. */
    public void step() {
        file.step();
    }
}
