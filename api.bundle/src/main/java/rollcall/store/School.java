package rollcall.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Roster and schedule as the far end has them, beside the files a person may have put on this terminal, which win.
 *
 * <p>May be called from any thread; what was taken is durable when the call returns and stays in force until something
 * better comes, over restarts too.
 */
@ProviderType
public interface School {
    /** The most students a roster may have. */
    int MAX_STUDENTS = 100_000;

    /**
     * Reads a roster as {@code etc/roster.csv} is written.
     *
     * @throws IllegalArgumentException in one line, what is wrong with it and where; nothing of it is quoted
     */
    List<RosterLine> read(String csv);

    /**
     * Takes a roster in place of the one before, in one transaction, unless too many would go with it.
     *
     * @param lines 1 to {@value #MAX_STUDENTS}, each code once
     * @param mostGone the most students of the roster before that may be missing, in percent of it; with more of them the
     *     roster is held until somebody accepts it
     * @throws IllegalArgumentException if there are none, too many, or a code stands there twice
     */
    Taken offer(List<RosterLine> lines, int mostGone, Instant at) throws StoreException;

    /** Takes the roster that is held, if one is. */
    Taken accept(Instant at) throws StoreException;

    /** Throws away the roster that is held; true if one was. */
    boolean discard() throws StoreException;

    /**
     * Takes a schedule, written as {@code etc/schedule.json} is.
     *
     * @throws IllegalArgumentException in one line, what is wrong with it and where
     */
    Taken schedule(String json, Instant at) throws StoreException;

    /** What is in force and what is held. */
    Standing standing() throws StoreException;

    /** What became of something. */
    enum Taken {
        /** It is in force. */
        APPLIED,
        /** It is as what was taken before. */
        SAME,
        /** It waits for somebody to accept it. */
        HELD,
        /** It is kept for when the file is removed that is in force on this terminal. */
        BEHIND_FILE,
        /** There is nothing. */
        NOTHING
    }

    /**
     * How the roster stands.
     *
     * @param source where the one in force came from: {@code file}, {@code sync}, {@code legacy}, or {@code none}
     * @param students how many it lists
     * @param held what waits to be accepted
     */
    record Standing(String source, int students, Optional<Held> held) {}

    /**
     * A roster that waits.
     *
     * @param students how many it lists
     * @param gone how many of the students of the one before it does not list
     * @param added how many it lists that the one before did not
     * @param at when it came
     */
    record Held(int students, int gone, int added, Instant at) {}
}
