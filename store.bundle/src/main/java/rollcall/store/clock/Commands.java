package rollcall.store.clock;

import java.util.List;
import java.util.Optional;

/** Runs programs of the machine. */
@FunctionalInterface
interface Commands {
    /** What the program wrote; nothing if there is no such program, or it failed, or took too long. */
    Optional<String> run(List<String> command);
}
