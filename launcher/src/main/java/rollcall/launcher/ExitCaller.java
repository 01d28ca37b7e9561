package rollcall.launcher;

import java.util.Map;
import java.util.Optional;

/**
 * Finds out who called {@code System.exit}: Java runs the same shutdown hooks for that as for a signal, and a bundle
 * that ends the process is to be told from a person who does.
 */
final class ExitCaller {
    private static final String OURS = ExitCaller.class.getPackageName() + ".";

    private ExitCaller() {}

    /**
     * The class whose code ended the process; nothing for a signal, or for the launcher's own end.
     *
     * @param stacks of all threads, taken in a shutdown hook: the caller waits in {@code Runtime.exit} until hooks are done
     */
    static Optional<String> of(Map<Thread, StackTraceElement[]> stacks) {
        return stacks.values().stream().flatMap(stack -> caller(stack).stream()).findFirst();
    }

    private static Optional<String> caller(StackTraceElement[] stack) {
        boolean exiting = false;
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            if (type.equals("java.lang.Runtime") && frame.getMethodName().equals("exit")) {
                exiting = true;
            } else if (exiting && type.equals("java.lang.Terminator$1")) {
                return Optional.empty();
            } else if (exiting && !type.startsWith("java.lang.")) {
                return type.startsWith(OURS) ? Optional.empty() : Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
