package rollcall.sync.message;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Consumer;
import rollcall.store.Messages;
import rollcall.store.StoreException;

/** {@code sync messages [status|stop CODE|start CODE]}: tells of counts, never of numbers and names. */
public final class MessageWords {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    private final GuardianMessages guardians;
    private final Messages messages;

    public MessageWords(GuardianMessages guardians, Messages messages) {
        this.guardians = guardians;
        this.messages = messages;
    }

    /** Does what the words after {@code messages} say; returns the exit code. */
    public int run(String words, Consumer<String> out) throws StoreException {
        if (words.isEmpty() || words.equals("status")) {
            return status(out);
        }
        String code = words.substring(words.indexOf(' ') + 1).strip();
        if (words.startsWith("stop ") || words.startsWith("start ")) {
            boolean stop = words.startsWith("stop ");
            if (!messages.stop(code, stop)) {
                out.accept("! the roster has no guardian's number for this code");
                return FAILED;
            }
            out.accept(stop ? "this guardian is told nothing any more" : "this guardian is told again");
            return DONE;
        }
        throw new IllegalArgumentException("unknown: sync messages ...; there are: status, stop CODE, start CODE");
    }

    private int status(Consumer<String> out) throws StoreException {
        GuardianMessages.State state = guardians.state();
        if (!state.enabled()) {
            out.accept("guardians are told nothing; set messages.enabled, see docs/sync.md");
        }
        Messages.Counts counts = messages.counts();
        int tried = messages.tried(LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneId.systemDefault()));
        out.accept(counts.waiting() + " waiting, " + counts.sent() + " sent, " + counts.refused() + " refused, "
                + counts.dropped() + " dropped in 30 days; " + tried + " of " + guardians.budget()
                + " tries used today");
        state.problem().ifPresent(problem -> out.accept("they wait: " + problem));
        return DONE;
    }
}
