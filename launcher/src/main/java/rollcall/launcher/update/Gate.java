package rollcall.launcher.update;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import rollcall.launcher.home.BundleEntry;
import rollcall.launcher.home.Home;

/**
 * Lets nothing resolve whose content is not known to be good, whoever installed it: the generation that was started, and
 * what came signed since.
 *
 * <p>Felix 7 takes what {@code filterResolvable} leaves over for all there is, and it asks only about revisions that are
 * not resolved yet: as soon as one is hidden, the packages of everything that runs already are hidden with it, and nothing
 * resolves. So a stranger's packages are hidden one by one ({@code filterMatches}), and {@code filterResolvable} hides only
 * where a stranger itself is what is to be resolved, which then fails for that call alone.
 */
public final class Gate implements ResolverHookFactory {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");

    private final Set<String> allowed = ConcurrentHashMap.newKeySet();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final RevisionContent content;

    /** @param cache Felix's bundle cache */
    public Gate(Home home, Path cache) {
        this.content = new RevisionContent(home, cache);
    }

    /** Lets these resolve from now on. */
    public void allow(Collection<BundleEntry> entries) {
        entries.forEach(entry -> allowed.add(entry.sha256()));
    }

    /** Whether what a bundle now consists of may resolve. */
    boolean isAllowed(Bundle bundle) {
        if (bundle.getBundleId() == 0) {
            return true;
        }
        try {
            String sha256 = content.sha256(bundle);
            boolean known = allowed.contains(sha256);
            if (!known && told.add(sha256)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "bundle {0} ({1}) was not signed for this terminal and is kept from running",
                        bundle.getSymbolicName(),
                        sha256.substring(0, 12));
            }
            return known;
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "bundle " + bundle + " cannot be looked at and is kept from running",
                    e);
            return false;
        }
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        boolean strangers = triggers.stream().anyMatch(trigger -> !isAllowed(trigger.getBundle()));
        return new Hook(strangers);
    }

    /** One resolution. */
    private final class Hook implements ResolverHook {
        private final boolean strangers;

        Hook(boolean strangers) {
            this.strangers = strangers;
        }

        @Override
        public void filterResolvable(Collection<BundleRevision> candidates) {
            if (strangers) {
                candidates.removeIf(candidate -> !isAllowed(candidate.getBundle()));
            }
        }

        @Override
        public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
            candidates.removeIf(candidate -> !isAllowed(candidate.getRevision().getBundle()));
        }

        @Override
        public void filterSingletonCollisions(
                BundleCapability singleton, Collection<BundleCapability> collisionCandidates) {
            // A stranger of the same name must not keep the real one from resolving.
            collisionCandidates.removeIf(
                    candidate -> !isAllowed(candidate.getRevision().getBundle()));
        }

        @Override
        public void end() {}
    }
}
