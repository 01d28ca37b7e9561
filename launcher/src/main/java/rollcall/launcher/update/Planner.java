package rollcall.launcher.update;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;
import rollcall.launcher.home.BundleEntry;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.Home;

/** Finds out what going from one generation to another will do, and whether the terminal would still work. */
final class Planner {
    private final Home home;
    private final BundleStore store;
    private final Framework framework;

    Planner(Home home, BundleStore store, Framework framework) {
        this.home = home;
        this.store = store;
        this.framework = framework;
    }

    /** Plans; the running bundles are looked at, none is touched. */
    Plan plan(Generation now, Generation next) throws IOException {
        List<BundleEntry> changed = next.bundles().stream()
                .filter(entry -> !now.bundles().contains(entry))
                .toList();
        Findings findings = new Findings();
        if (changed.isEmpty()) {
            findings.problems.add("exactly this runs already");
            return findings.plan();
        }
        for (BundleEntry entry : changed) {
            String before = now.bundle(entry.symbolicName())
                    .map(old -> String.valueOf(old.version()))
                    .orElse("none");
            findings.bundles.add(entry.symbolicName() + " " + before + " -> " + entry.version());
        }
        Set<String> names =
                new TreeSet<>(changed.stream().map(BundleEntry::symbolicName).toList());
        closure(names, findings);
        try (HypotheticalFelix old = HypotheticalFelix.of(now, store, home.run().resolve("plan-before"));
                HypotheticalFelix felix =
                        HypotheticalFelix.of(next, store, home.run().resolve("plan-after"))) {
            manifests(names, felix, findings);
            resolution(old.unresolved(), felix.unresolved(), findings);
            components(names, old.components(), felix.components(), findings);
        }
        return findings.plan();
    }

    /** What is found, as it is found. */
    private static final class Findings {
        private final List<String> bundles = new ArrayList<>();
        private final Set<String> restarts = new TreeSet<>();
        private final List<String> why = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        Plan plan() {
            return new Plan(bundles, List.copyOf(restarts), why, problems, warnings);
        }
    }

    /** Felix restarts whatever is wired to a bundle that is refreshed. */
    private void closure(Set<String> names, Findings findings) {
        FrameworkWiring wiring = framework.adapt(FrameworkWiring.class);
        for (Bundle bundle : Stream.of(framework.getBundleContext().getBundles())
                .filter(candidate -> names.contains(candidate.getSymbolicName()))
                .toList()) {
            findings.why.add(bundle.getSymbolicName() + ": is replaced");
            Collection<Bundle> closure = wiring.getDependencyClosure(List.of(bundle));
            for (Bundle other : closure) {
                findings.restarts.add(other.getSymbolicName());
                if (!names.contains(other.getSymbolicName())) {
                    findings.why.add(other.getSymbolicName() + ": uses packages of " + bundle.getSymbolicName());
                }
            }
        }
        Set<String> beyond = new TreeSet<>(findings.restarts);
        beyond.removeAll(names);
        if (!beyond.isEmpty()) {
            findings.problems.add(
                    "it would restart " + beyond + " too; only bundles that stand alone are replaced while"
                            + " the terminal works (a new build goes in with: ./rollcall run)");
        }
    }

    private static void manifests(Set<String> names, HypotheticalFelix felix, Findings findings) throws IOException {
        Map<String, List<String>> exports = felix.exports();
        for (String name : names) {
            Bundle bundle = felix.bundle(name);
            for (String header : List.of(Constants.DYNAMICIMPORT_PACKAGE, Constants.FRAGMENT_HOST)) {
                String value = bundle.getHeaders("").get(header);
                if (value != null) {
                    findings.problems.add(
                            name + " has " + header + ": " + value + "; what it restarts could not be told any more");
                }
            }
            for (String exported : HypotheticalFelix.exports(bundle).keySet()) {
                List<String> all = exports.getOrDefault(exported, List.of());
                if (all.size() > 1) {
                    findings.problems.add(name + " exports package " + exported + ", which is another's: " + all);
                }
            }
        }
    }

    private static void resolution(Map<String, String> before, Map<String, String> after, Findings findings) {
        after.forEach((name, lacks) -> {
            if (!before.containsKey(name)) {
                findings.problems.add(name + " " + lacks);
            }
        });
    }

    private static void components(Set<String> names, ComponentMap before, ComponentMap after, Findings findings) {
        Set<String> known = new TreeSet<>(before.offers().keySet());
        known.addAll(after.offers().keySet());
        Set<ComponentMap.Component> brokenBefore = before.unsatisfied(known).keySet();
        after.unsatisfied(known).forEach((component, need) -> {
            boolean wasBroken = brokenBefore.stream()
                    .anyMatch(other -> other.name().equals(component.name())
                            && other.bundle().equals(component.bundle()));
            if (!wasBroken) {
                findings.problems.add(component.bundle() + ": component " + component.name() + " would wait for " + need
                        + ", which nobody would offer any more");
            }
        });
        Map<String, Set<String>> offered = after.offers();
        before.offers().forEach((service, bundles) -> {
            Set<String> gone = new TreeSet<>(bundles);
            gone.removeAll(offered.getOrDefault(service, Set.of()));
            gone.retainAll(names);
            gone.forEach(name -> findings.warnings.add(name + " does not offer " + service + " any more"));
        });
    }
}
