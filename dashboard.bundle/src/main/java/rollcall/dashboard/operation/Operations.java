package rollcall.dashboard.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.dashboard.page.Page;
import rollcall.dashboard.page.PeerAwayException;
import rollcall.dashboard.page.Peers;
import rollcall.store.AuditTrail;
import rollcall.store.StoreException;

/** What an operator does to the terminal from a page or over the API; each deed is noted in the audit trail with who did it. */
@Component(service = Operations.class)
public final class Operations {
    private static final System.Logger LOG = System.getLogger("rollcall.dashboard");
    private static final String CAMERA = "rollcall.camera";
    private static final int LONGEST = 200;

    private final BundleContext context;
    private final Peers peers;
    private final LogLevels levels;

    @Activate
    public Operations(BundleContext context, @Reference Peers peers, @Reference LogLevels levels) {
        this.context = context;
        this.peers = peers;
        this.levels = levels;
    }

    /**
     * Runs a command of the command line and returns what it said.
     *
     * @throws Page.Refusal with what it said if it failed
     */
    public String command(String who, String name, String... arguments)
            throws Page.Refusal, StoreException, PeerAwayException, InterruptedException {
        List<String> said = new ArrayList<>();
        Integer code = run(name, List.of(arguments), line -> {
            if (!line.startsWith("~")) {
                said.add(line.startsWith("!") ? line.substring(1).strip() : line);
            }
        });
        String text = String.join("\n", said);
        if (code != 0) {
            throw new Page.Refusal(text);
        }
        noted(who, "command." + name.replaceAll("[^a-z]", ""), String.join(" ", arguments), text);
        return text;
    }

    @SuppressWarnings("rawtypes") // a service of a type of the JDK has no parameters
    private Integer run(String name, List<String> arguments, Consumer<String> out) throws PeerAwayException {
        try {
            Collection<ServiceReference<BiFunction>> found =
                    context.getServiceReferences(BiFunction.class, "(rollcall.command=" + name + ")");
            for (ServiceReference<BiFunction> reference : found) {
                BiFunction<List<String>, Consumer<String>, Integer> command = service(reference);
                if (command != null) {
                    try {
                        return command.apply(arguments, out);
                    } finally {
                        context.ungetService(reference);
                    }
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("names of commands are our own", e);
        }
        throw peers.away(name);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // docs/architecture.md, Commands: that is what the property promises
    private @Nullable BiFunction<List<String>, Consumer<String>, Integer> service(
            ServiceReference<BiFunction> reference) {
        return (BiFunction<List<String>, Consumer<String>, Integer>) context.getService(reference);
    }

    /** Stops the camera bundle and starts it again, as a swap does; nobody's scan is lost by that. */
    public void restartCamera(String who) throws Page.Refusal, StoreException, PeerAwayException, InterruptedException {
        for (Bundle bundle : context.getBundles()) {
            if (CAMERA.equals(bundle.getSymbolicName())) {
                try {
                    bundle.stop(Bundle.STOP_TRANSIENT);
                    bundle.start(Bundle.START_TRANSIENT);
                } catch (BundleException e) {
                    throw new Page.Refusal(String.valueOf(e.getMessage()));
                }
                noted(who, "camera.restarted", CAMERA, "");
                return;
            }
        }
        throw peers.away(CAMERA);
    }

    /** Makes a logger say more or less for some time. */
    public void logLevel(String who, String logger, String level, Duration period)
            throws StoreException, PeerAwayException, InterruptedException {
        levels.set(logger, level, period);
        noted(who, "log.level", logger, level + " for " + period.toMinutes() + " min");
    }

    /** Notes a deed in the audit trail; where that is away, in the log. */
    public void noted(String who, String action, String subject, String details) throws InterruptedException {
        String clean = details.replaceAll("[^\\x20-\\x7e]", " ");
        String shown = clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
        LOG.log(System.Logger.Level.INFO, "{0} {1} {2}", who, action, subject);
        try {
            peers.ask(AuditTrail.class, trail -> trail.append(who.isEmpty() ? "anybody" : who, action, subject, shown));
        } catch (StoreException | PeerAwayException | IllegalArgumentException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "not in the audit trail (" + e.getMessage() + "): " + who + " " + action + " " + subject);
        }
    }
}
