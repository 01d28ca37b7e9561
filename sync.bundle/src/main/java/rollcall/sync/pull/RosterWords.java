package rollcall.sync.pull;

import java.time.Clock;
import java.util.function.Consumer;
import rollcall.store.School;
import rollcall.store.School.Held;
import rollcall.store.School.Standing;
import rollcall.store.School.Taken;
import rollcall.store.StoreException;

/** {@code sync roster [status|now|accept|discard]}: tells of numbers, never of students. */
public final class RosterWords {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    private final Pulls pulls;
    private final School school;

    public RosterWords(Pulls pulls, School school) {
        this.pulls = pulls;
        this.school = school;
    }

    /** Does what the words after {@code roster} say; returns the exit code. */
    public int run(String words, Consumer<String> out) throws StoreException {
        return switch (words) {
            case "", "status" -> status(out);
            case "now" -> {
                pulls.hurry();
                out.accept("roster and schedule are fetched at once; see: ./rollcall sync roster");
                yield DONE;
            }
            case "accept" -> accept(out);
            case "discard" -> {
                boolean held = school.discard();
                out.accept(
                        held
                                ? "it is thrown away; the roster before stays until the far end changes its own"
                                : "! no roster waits to be accepted");
                yield held ? DONE : FAILED;
            }
            default ->
                throw new IllegalArgumentException(
                        "unknown: sync roster " + words + "; there are: status, now, accept, discard");
        };
    }

    private int status(Consumer<String> out) throws StoreException {
        Standing standing = school.standing();
        out.accept(
                switch (standing.source()) {
                    case "none" -> "no roster: every well-formed code is let in";
                    case "file" -> standing.students() + " students, from etc/roster.csv, which wins while it is there";
                    case "sync" -> standing.students() + " students, from the far end";
                    default -> standing.students() + " students, from " + standing.source();
                });
        if (standing.held().isPresent()) {
            Held held = standing.held().get();
            out.accept("a roster of " + held.students() + " students waits since " + held.at() + ": " + held.gone()
                    + " students would go, " + held.added() + " would come; if that is right: ./rollcall sync roster"
                    + " accept, else: ./rollcall sync roster discard");
        }
        if (pulls.states().isEmpty()) {
            out.accept("nothing is fetched; set pull.roster.url, see docs/sync.md");
        }
        for (Pull.State state : pulls.states()) {
            out.accept(state.what() + ": "
                    + state.lastSuccess()
                            .map(at -> "last looked at the far end at " + at)
                            .orElse("the far end has not answered yet")
                    + state.problem().map(problem -> ", " + problem).orElse(""));
        }
        return DONE;
    }

    private int accept(Consumer<String> out) throws StoreException {
        Taken taken = school.accept(Clock.systemUTC().instant());
        out.accept(
                switch (taken) {
                    case NOTHING -> "! no roster waits to be accepted";
                    case BEHIND_FILE -> "it is kept; etc/roster.csv is in force until it is removed";
                    default -> "it is in force: " + school.standing().students() + " students";
                });
        return taken == Taken.NOTHING ? FAILED : DONE;
    }
}
