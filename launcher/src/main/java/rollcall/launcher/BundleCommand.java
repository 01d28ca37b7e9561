package rollcall.launcher;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import rollcall.launcher.home.Reason;

/** One command that a bundle offers, as a service of a JDK type: arguments and a consumer of lines in, exit code out. */
final class BundleCommand {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");

    private final BundleContext context;
    private final String name;
    private final ServiceReference<?> reference;

    BundleCommand(BundleContext context, String name, ServiceReference<?> reference) {
        this.context = context;
        this.name = name;
        this.reference = reference;
    }

    /** Why it cannot be run now, if it cannot: it may want the terminal running, or stopped. */
    Optional<String> obstacle(boolean terminalRuns) {
        Object when = reference.getProperty(BundleCommands.RUNNING);
        return switch (when == null ? "any" : when.toString()) {
            case "any" -> Optional.empty();
            case "running" ->
                terminalRuns
                        ? Optional.empty()
                        : Optional.of(name + " needs the running terminal; start it with: ./rollcall run");
            case "stopped" ->
                terminalRuns
                        ? Optional.of(name + " needs the terminal stopped; stop it and try again")
                        : Optional.empty();
            default ->
                Optional.of(name + " has " + BundleCommands.RUNNING + "=" + when
                        + "; allowed are any, stopped and running");
        };
    }

    /** Runs it to its end in the calling thread. Whatever it throws becomes an error line and exit code 1. */
    int run(List<String> arguments, Consumer<String> lines) {
        try {
            Object service = context.getService(reference);
            if (service == null) {
                lines.accept("! the bundle that offers " + name + " cannot serve now; its log says why");
                return ExitCode.FAILED.number();
            }
            // The service property is the promise that the type arguments are these; erasure leaves nothing to check.
            @SuppressWarnings("unchecked")
            var command = (BiFunction<List<String>, Consumer<String>, Integer>) service;
            return command.apply(List.copyOf(arguments), lines);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(System.Logger.Level.ERROR, "the command " + name + " failed", e);
            lines.accept("! " + name + " failed unexpectedly: " + Reason.of(e));
            return ExitCode.FAILED.number();
        } finally {
            release();
        }
    }

    private void release() {
        try {
            context.ungetService(reference);
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "the framework stopped meanwhile", e);
        }
    }
}
