package rollcall.launcher;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The commands that bundles offer: services of type {@code BiFunction<List<String>, Consumer<String>, Integer>} with the
 * property {@value #NAME}.
 */
final class BundleCommands {
    /** Service property: the command's name on the command line. */
    static final String NAME = "rollcall.command";

    /** Service property: {@code any} (if missing), {@code stopped} or {@code running}. */
    static final String RUNNING = "rollcall.command.running";

    private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final BundleContext context;

    BundleCommands(BundleContext context) {
        this.context = context;
    }

    /** The command of that name; waits for it, because its bundle may be starting or being replaced. */
    Optional<BundleCommand> find(String name, Duration patience) throws InterruptedException {
        if (!ALLOWED.matcher(name).matches()) {
            return Optional.empty();
        }
        ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, filter(name), null);
        tracker.open();
        try {
            if (tracker.waitForService(patience.toMillis()) == null) {
                return Optional.empty();
            }
            return Optional.ofNullable(tracker.getServiceReference())
                    .map(reference -> new BundleCommand(context, name, reference));
        } finally {
            tracker.close();
        }
    }

    /** One line for a name that nobody offers, with those that are offered. */
    String unknown(String name) {
        List<String> names = names();
        return "no bundle offers the command " + name + "; "
                + (names.isEmpty() ? "none is offered" : "there are " + String.join(", ", names));
    }

    /** The names there are, sorted. */
    private List<String> names() {
        try {
            TreeSet<String> names = new TreeSet<>();
            Collection<? extends ServiceReference<?>> references =
                    context.getServiceReferences(BiFunction.class, "(" + NAME + "=*)");
            for (ServiceReference<?> reference : references) {
                names.add(String.valueOf(reference.getProperty(NAME)));
            }
            return List.copyOf(names);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter is constant", e);
        }
    }

    private Filter filter(String name) {
        try {
            return context.createFilter(
                    "(&(" + Constants.OBJECTCLASS + "=" + BiFunction.class.getName() + ")(" + NAME + "=" + name + "))");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("names have no characters that a filter knows", e);
        }
    }
}
