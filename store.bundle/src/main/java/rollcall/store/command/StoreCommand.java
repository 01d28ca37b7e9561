package rollcall.store.command;

import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import rollcall.store.StoreException;

/**
 * A command: takes its arguments and somebody to tell lines to, returns the exit code.
 *
 * <p>A line that begins with {@code ~} is progress, one that begins with {@code !} an error, any other is output. What goes
 * wrong in a way that was foreseen becomes one error line and exit code 1.
 */
interface StoreCommand extends BiFunction<List<String>, Consumer<String>, Integer> {
    int DONE = 0;
    int FAILED = 1;

    int run(List<String> arguments, Consumer<String> out) throws StoreException, IOException;

    @Override
    default Integer apply(List<String> arguments, Consumer<String> out) {
        try {
            return run(arguments, out);
        } catch (StoreException | IOException | IllegalArgumentException e) {
            out.accept("! " + e.getMessage());
            return FAILED;
        }
    }

    /** The argument at a place; the launcher sends all of them. */
    static String argument(List<String> arguments, int place) {
        if (place >= arguments.size()) {
            throw new IllegalArgumentException("argument " + (place + 1) + " is missing");
        }
        return arguments.get(place);
    }
}
